package io.hindcast.config;

import io.hindcast.problem.RetryProblems;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes what users wrote for declarations to name: from the jars of a warehouse, and what the process has. */
final class OwnClasses {

    private final ClassLoader loader;

    private OwnClasses(ClassLoader loader) {
        this.loader = loader;
    }

    /** What the process has alone. */
    static OwnClasses ofProcess() {
        return new OwnClasses(OwnClasses.class.getClassLoader());
    }

    /**
     * Also of some jars.
     *
     * @param jars absolute paths
     */
    static OwnClasses of(List<String> jars) {
        List<URL> urls = new ArrayList<>();
        for (String jar : jars) {
            try {
                urls.add(Path.of(jar).toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("no path: " + jar, e);
            }
        }
        return new OwnClasses(new URLClassLoader(urls.toArray(URL[]::new), OwnClasses.class.getClassLoader()));
    }

    /** A new one of the class that a value names; what hinders it is noted. */
    <T> Optional<T> make(YamlValue value, Class<T> type) {
        return value.text("class: com.example.Nightly").flatMap(name -> {
            try {
                Object made = Class.forName(name, true, loader).getConstructor().newInstance();
                return type.isInstance(made)
                        ? Optional.of(type.cast(made))
                        : value.refuse(
                                RetryProblems.notARule(name, "it does not implement OwnRetry." + type.getSimpleName()));
            } catch (ClassNotFoundException e) {
                return value.refuse(RetryProblems.notARule(name, "it is in no jar of the warehouse"));
            } catch (ReflectiveOperationException | LinkageError e) {
                return value.refuse(RetryProblems.notARule(name, "it cannot be made: " + e));
            }
        });
    }
}
