package io.hindcast.ledger;

import java.util.List;

/** How runs are told something, through the ledger that all machines see. */
public interface Controls {

    /** Tells it. */
    void tell(Control control);

    /** Begins to listen: what was told before is not heard. */
    Listening listening();

    /** For one thread. */
    interface Listening {

        /** What was told to anyone since this was asked last, oldest first. Cheap when that is nothing. */
        List<Control> heard();
    }
}
