package io.hindcast.cli;

/** What stands after the warehouse: the one thing that a command is about. */
enum Subject {
    NONE("", ""),
    RUN("RUN", "a run; without it the latest unfinished, else the latest"),
    TOLD("RUN", "a run; without it the one at work, else the latest unfinished, else the latest"),
    COMPARED("RUN", "a run; without it the latest that came to its end"),
    PLAN("PLAN", "a saved plan, by its name or as a file"),
    PARTITION("ASSET@PARTITION", "one partition, for example daily_delays@2013-06-15"),
    RANGE("ASSET[@SET]", "an asset, or some of its partitions, for example daily_delays@2013-06"),
    HISTORY("ASSET[@SET]", "an asset, or some of its partitions; without it the runs"),
    ASSET("ASSET", "an asset; without it all"),
    CODE("CODE", "the code of an error, for example HC-320");

    private final String form;
    private final String text;

    Subject(String form, String text) {
        this.form = form;
        this.text = text;
    }

    /** Whether the command cannot do without it. */
    boolean isRequired() {
        return this == PLAN || this == PARTITION || this == RANGE || this == CODE;
    }

    /** Whether it stands after a warehouse. */
    boolean hasWarehouse() {
        return this != CODE;
    }

    String form() {
        return form;
    }

    String text() {
        return text;
    }
}
