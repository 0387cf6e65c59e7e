package io.hindcast.delta;

import io.hindcast.ledger.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The machine this process runs on. A process is {@code id@start} with the start in milliseconds since 1970, and on
 * Linux {@code id@start#namespace}: two containers may have one host name, and neither sees the other's processes.
 */
public final class LocalHost implements Host {

    private final String name;
    private final String namespace;

    private LocalHost(String name, String namespace) {
        this.name = name;
        this.namespace = namespace;
    }

    /** Looks the name of this machine up. */
    public static LocalHost lookedUp() {
        return new LocalHost(hostName(), processNamespace());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine whose own name does not resolve still has one.
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
        }
    }

    private static String processNamespace() {
        try {
            return "#"
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                            .toString()
                            .replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException e) {
            // Not Linux: there are no namespaces of processes.
            return "";
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String process() {
        return text(ProcessHandle.current());
    }

    /** A process of this machine as {@link #process} writes it. */
    String text(ProcessHandle handle) {
        return handle.pid() + "@"
                + handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L) + namespace;
    }

    @Override
    public Life lifeOf(String host, String process) {
        int at = process.indexOf('@');
        boolean visible = host.equals(name) && at > 0 && process.endsWith(namespace);
        if (!visible || !process.substring(0, at).matches("\\d{1,18}")) {
            return Life.UNKNOWN;
        }
        Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(process.substring(0, at)));
        // The same id with another start is another process.
        boolean runs = handle.filter(ProcessHandle::isAlive)
                .map(this::text)
                .filter(process::equals)
                .isPresent();
        return runs ? Life.RUNNING : Life.ENDED;
    }
}
