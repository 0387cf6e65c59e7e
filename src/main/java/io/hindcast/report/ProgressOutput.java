package io.hindcast.report;

/** Where progress is shown. */
public interface ProgressOutput {

    /** A line that stays. It takes the place of what was drawn last, if that is still there. */
    void line(String text);

    /** Draws over what was drawn last, without an end of line; the empty text takes it away. */
    void redraw(String text);
}
