package io.hindcast.cli;

import io.hindcast.problem.Problem;
import java.io.PrintStream;
import java.util.OptionalInt;

/** The two streams of the process: standard output for results alone, standard error for everything said on the way. */
final class Console {

    private static final int PLAIN_WIDTH = 120;

    /** Back to the begin of the line, and nothing left of it: what every terminal understands. */
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final OptionalInt columns;
    private boolean drawn;

    /**
     * @param columns the width of the terminal behind standard error; empty when there is none
     */
    Console(PrintStream out, PrintStream err, OptionalInt columns) {
        this.out = out;
        this.err = err;
        this.columns = columns;
    }

    /** The streams of this process. The launcher tells the width as the property hindcast.columns, if there is a terminal. */
    static Console ofProcess() {
        int columns = Integer.getInteger("hindcast.columns", 0);
        return new Console(System.out, System.err, columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty());
    }

    /** Whether a person looks at standard error, so that a line may be drawn over. */
    boolean terminal() {
        return columns.isPresent();
    }

    /** How many characters fit in a line. */
    int width() {
        return columns.orElse(PLAIN_WIDTH);
    }

    /** Part of the result: standard output. */
    synchronized void result(String text) {
        erase();
        out.println(text);
        out.flush();
    }

    /** Progress, hints and warnings: standard error. */
    synchronized void log(String text) {
        erase();
        err.println(text);
        err.flush();
    }

    /** A line of progress on the terminal behind standard error, in the place of the one before; the empty text takes it away. */
    synchronized void draw(String text) {
        err.print(ERASE + text);
        err.flush();
        drawn = !text.isEmpty();
    }

    private void erase() {
        if (drawn) {
            draw("");
        }
    }

    void problem(Problem problem) {
        log(problem.toString());
    }
}
