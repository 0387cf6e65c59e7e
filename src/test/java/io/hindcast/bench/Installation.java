package io.hindcast.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How processes are started.
 *
 * @param home the project's folder
 * @param work a folder of this benchmark's own
 * @param memory heap of every process, as Java takes it
 */
record Installation(Path home, Path work, String memory) {

    /** A command of Hindcast's, as a person starts it. */
    List<String> hindcast(String... words) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("scripts/hindcast").toString()));
        command.addAll(List.of(words));
        return command;
    }

    /** A class of this room in a process with the same options and class path as Hindcast's. */
    List<String> java(String main, Object... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "@" + home.resolve("conf/jvm.options"),
                "-Xmx" + memory,
                "-Dlog4j2.configurationFile=" + home.resolve("conf/log4j2.properties"),
                "-Dhindcast.log=" + work.resolve("by-hand.log"),
                "-cp",
                System.getProperty("java.class.path"),
                "io.hindcast.bench." + main));
        for (Object word : words) {
            command.add(word.toString());
        }
        return command;
    }
}
