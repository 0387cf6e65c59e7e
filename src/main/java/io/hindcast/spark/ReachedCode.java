package io.hindcast.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassWriter;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.commons.ClassRemapper;
import org.apache.xbean.asm9.commons.Remapper;

/** What a class reaches in the user's jars, through the names in its byte code. Of classes of others nothing is told. */
final class ReachedCode {

    private static final String CLASS = ".class";

    /** What may be the name of an entry. */
    private static final Pattern NAME = Pattern.compile("[\\w$./ -]{1,500}");

    private final URLClassLoader jars;

    ReachedCode(URLClassLoader jars) {
        this.jars = jars;
    }

    /** The byte code of each class that is named as one, by internal name. */
    SortedMap<String, byte[]> classes(String className) {
        SortedMap<String, byte[]> classes = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(className.replace('.', '/')));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!classes.containsKey(name)) {
                content(name + CLASS).ifPresent(code -> {
                    classes.put(name, code);
                    // Names in debug information count here: scheme f1 was told of them.
                    visit(code, new Names(open, new ArrayList<>()), 0);
                });
            }
        }
        return classes;
    }

    /**
     * The hash of each class, and of each other entry of the jars, that is named: a text constant may be the name of a
     * class that is loaded by it, or of a resource that is read.
     */
    SortedMap<String, String> hashes(String className) {
        SortedMap<String, String> hashes = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(className.replace('.', '/')));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (hashes.containsKey(name)) {
                continue;
            }
            content(name + CLASS).ifPresent(code -> {
                hashes.put(name, Sha256.hex(bare(code)));
                List<String> texts = new ArrayList<>();
                visit(code, new Names(open, texts), ClassReader.SKIP_DEBUG);
                texts.forEach(text -> {
                    open.add(text.replace('.', '/'));
                    hashResources(name, text, hashes);
                });
            });
        }
        return hashes;
    }

    private void hashResources(String className, String text, Map<String, String> hashes) {
        String folder = className.substring(0, className.lastIndexOf('/') + 1);
        String plain = text.startsWith("/") ? text.substring(1) : text;
        for (String name : List.of(plain, folder + text)) {
            boolean isName = !name.isEmpty() && !name.endsWith("/") && !name.endsWith(CLASS);
            Optional<byte[]> content = isName ? content(name) : Optional.empty();
            // A folder has no content.
            content.filter(bytes -> bytes.length > 0)
                    .ifPresent(bytes ->
                            hashes.put("/" + name, Sha256.hex(HexFormat.of().formatHex(bytes))));
        }
    }

    /** An entry of the user's jars; empty where they have none of this name. */
    private Optional<byte[]> content(String name) {
        URL resource = jars.findResource(name);
        if (resource == null) {
            return Optional.empty();
        }
        try (InputStream stream = resource.openStream()) {
            return Optional.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    private static void visit(byte[] code, Names names, int parsing) {
        new ClassReader(code).accept(new ClassRemapper(new ClassWriter(0), names), parsing);
    }

    /** Without line numbers and names of local variables, which comments and layout move. */
    static String bare(byte[] code) {
        ClassWriter bare = new ClassWriter(0);
        new ClassReader(code).accept(bare, ClassReader.SKIP_DEBUG);
        return HexFormat.of().formatHex(bare.toByteArray());
    }

    /** Collects names of classes, and constants that are texts. */
    private static final class Names extends Remapper {

        private final Deque<String> classes;
        private final List<String> texts;

        Names(Deque<String> classes, List<String> texts) {
            super(Opcodes.ASM9);
            this.classes = classes;
            this.texts = texts;
        }

        @Override
        public String map(String name) {
            classes.add(name);
            return name;
        }

        @Override
        public Object mapValue(Object value) {
            if (value instanceof String text && NAME.matcher(text).matches()) {
                texts.add(text);
            }
            return super.mapValue(value);
        }
    }
}
