package io.hindcast.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How a command ends, as orchestrators read it. The numbers and outcomes are a public contract. */
public enum ExitCode {
    DONE(0, "done"),
    DEFECT(1, "failed"),
    USAGE(2, "failed"),
    DIFFERENCE(3, "failed"),
    QUARANTINED(10, "quarantined"),
    STOPPED(11, "stopped"),
    CANCELLED(12, "cancelled"),
    WAITING(20, "waiting"),
    REPLAN(30, "replan"),
    HELD(31, "held");

    private static final List<ExitCode> PRECEDENCE =
            List.of(USAGE, REPLAN, CANCELLED, DEFECT, STOPPED, QUARANTINED, HELD, WAITING, DIFFERENCE, DONE);

    private final int number;
    private final String outcome;

    ExitCode(int number, String outcome) {
        this.number = number;
        this.outcome = outcome;
    }

    /** The number the process ends with. */
    public int number() {
        return number;
    }

    /** The word for it in JSON: done, failed, quarantined, stopped, cancelled, waiting, replan or held. */
    public String outcome() {
        return outcome;
    }

    /** The code of a number that a process ended with; {@link #DEFECT} for one that is none of ours. */
    public static ExitCode ofNumber(int number) {
        return Arrays.stream(values())
                .filter(code -> code.number == number)
                .findFirst()
                .orElse(DEFECT);
    }

    /** The code that counts where several hold; {@link #DONE} for none. */
    public static ExitCode first(Collection<ExitCode> codes) {
        return codes.stream().min(Comparator.comparingInt(PRECEDENCE::indexOf)).orElse(DONE);
    }
}
