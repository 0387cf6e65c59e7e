package io.hindcast.cli;

import io.hindcast.problem.Problem;
import io.hindcast.report.ProblemText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The two streams of the process: standard output for results alone, standard error for everything said on the way. */
final class Console {

    private static final int PLAIN_WIDTH = 120;

    /** Back to the begin of the line, and nothing left of it: what every terminal understands. */
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final OptionalInt columns;
    private final Optional<BufferedReader> answers;
    private boolean drawn;

    /** Nobody answers on it. */
    Console(PrintStream out, PrintStream err, OptionalInt columns) {
        this(out, err, columns, Optional.empty());
    }

    /**
     * @param columns the width of the terminal behind standard error; empty when there is none
     * @param answers what a person types who sees standard error; empty when nobody is there
     */
    Console(PrintStream out, PrintStream err, OptionalInt columns, Optional<BufferedReader> answers) {
        this.out = out;
        this.err = err;
        this.columns = columns;
        this.answers = answers;
    }

    /**
     * The streams of this process. The launcher tells the width as the property hindcast.columns, if there is a terminal,
     * and by hindcast.asks that a person types on it.
     */
    static Console ofProcess() {
        int columns = Integer.getInteger("hindcast.columns", 0);
        return new Console(
                System.out,
                System.err,
                columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty(),
                Boolean.getBoolean("hindcast.asks")
                        ? Optional.of(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())))
                        : Optional.empty());
    }

    /** Whether there is a person to be asked. */
    boolean canAsk() {
        return answers.isPresent();
    }

    /** Asks a person; anything but y and yes is a no. */
    boolean agreed(String question) {
        synchronized (this) {
            erase();
            err.print(question + " [y/N] ");
            err.flush();
        }
        try {
            String answer = answers.isPresent() ? answers.get().readLine() : null;
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** All lines of it within the terminal; elsewhere each thought on a line, for those who search. */
    void problem(Problem problem) {
        log(terminal() ? ProblemText.of(List.of(problem), width()) : problem.toString());
    }
}
