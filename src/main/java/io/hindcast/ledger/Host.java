package io.hindcast.ledger;

/** The machine a driver runs on, as far as leases need to know it. */
public interface Host {

    /** Its name, as other machines know it. */
    String name();

    /** This process on it: something no other process of this machine ever has, such as its id and start time. */
    String process();

    /** What this machine knows of a process of some host. */
    Life lifeOf(String host, String process);

    /** Whether a process still runs. */
    enum Life {
        RUNNING,
        ENDED,
        /** The process is on another machine, or cannot be seen from here. */
        UNKNOWN
    }
}
