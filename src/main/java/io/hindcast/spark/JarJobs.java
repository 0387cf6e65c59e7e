package io.hindcast.spark;

import io.hindcast.asset.Job.JavaJob;
import io.hindcast.job.SparkJob;
import io.hindcast.problem.JobProblems;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The classes in the user's jars: found, fingerprinted, and made. */
final class JarJobs {

    private final List<String> jars;
    private final URLClassLoader loader;

    /**
     * Opens jars.
     *
     * @param jars absolute paths
     */
    JarJobs(List<String> jars) {
        this.jars = List.copyOf(jars);
        this.loader =
                new URLClassLoader(jars.stream().map(JarJobs::url).toArray(URL[]::new), JarJobs.class.getClassLoader());
    }

    private static URL url(String jar) {
        try {
            return Path.of(jar).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no path: " + jar, e);
        }
    }

    /** Where classes of jobs come from. */
    ClassLoader loader() {
        return loader;
    }

    /** The jars that are there. */
    List<String> jars() {
        return jars;
    }

    /** A new job; what hinders it is a problem at the place of the declaration. */
    SparkJob make(JavaJob job) {
        try {
            Class<?> type = jobType(job, Class.forName(job.className(), true, loader));
            return (SparkJob) type.getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw Problems.raise(notFound(job), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw Problems.raise(
                    JobProblems.notAJob(job.className(), "it cannot be made: " + e)
                            .at(job.place()),
                    e);
        }
    }

    /** Refuses a class that is not there or is no job. Nothing of it is run. */
    void require(JavaJob job) {
        for (String jar : jars) {
            if (!Files.exists(Path.of(jar))) {
                throw Problems.raise(JobProblems.jarMissing(jar).at(job.place()));
            }
        }
        if (loader.findResource(job.className().replace('.', '/') + ".class") == null) {
            throw Problems.raise(notFound(job));
        }
        try {
            Class<?> type = jobType(job, Class.forName(job.className(), false, loader));
            boolean canBeMade =
                    Arrays.stream(type.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0);
            if (!canBeMade) {
                throw Problems.raise(
                        JobProblems.notAJob(job.className(), "it has no public constructor without arguments")
                                .at(job.place()));
            }
        } catch (ClassNotFoundException e) {
            throw Problems.raise(notFound(job), e);
        } catch (LinkageError e) {
            throw Problems.raise(
                    JobProblems.notAJob(job.className(), "it cannot be loaded: " + e)
                            .at(job.place()),
                    e);
        }
    }

    private static Class<?> jobType(JavaJob job, Class<?> type) {
        if (!SparkJob.class.isAssignableFrom(type)) {
            throw Problems.raise(JobProblems.notAJob(job.className(), "it does not implement SparkJob")
                    .at(job.place()));
        }
        if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            throw Problems.raise(JobProblems.notAJob(job.className(), "it is abstract, or not public")
                    .at(job.place()));
        }
        return type;
    }

    private Problem notFound(JavaJob job) {
        return JobProblems.classNotFound(job.className(), jars, classes()).at(job.place());
    }

    /** The names of the classes in the user's jars. */
    private List<String> classes() {
        List<String> names = new ArrayList<>();
        for (String jar : jars) {
            try (JarFile file = new JarFile(jar)) {
                file.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.endsWith(".class"))
                        .forEach(name -> names.add(name.substring(0, name.length() - ".class".length())
                                .replace('/', '.')));
            } catch (IOException e) {
                // Only a hint would have come of it.
                return names;
            }
        }
        return names;
    }

    /** What a job is made of in the user's jars: each class and resource that it reaches, with the hash of it. */
    SortedMap<String, String> code(JavaJob job) {
        return new ReachedCode(loader).hashes(job.className());
    }

    /** The same as it was told by scheme f1. */
    String codeOfFirstScheme(JavaJob job) {
        Map<String, String> hashes = new TreeMap<>();
        reached(job).forEach((name, code) -> hashes.put(name, FirstScheme.fingerprint(ReachedCode.bare(code))));
        return hashes.toString();
    }

    /** The byte code of each class that a job reaches in the user's jars, by internal name. */
    Map<String, byte[]> reached(JavaJob job) {
        return new ReachedCode(loader).classes(job.className());
    }
}
