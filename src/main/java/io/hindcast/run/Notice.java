package io.hindcast.run;

import io.hindcast.partition.PartitionSet;
import io.hindcast.retry.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What a turn of the run state decided: for the driver to do, the ledger to keep, and people to see. */
public sealed interface Notice {

    /** Hands this to the one method that fits. */
    void to(Handler handler);

    /** One method per kind of notice. */
    interface Handler {
        void start(Start notice);

        /** Comes before what follows from it. */
        default void judged(Judged notice) {}

        void retry(Retry notice);

        void halved(Halved notice);

        void quarantined(Quarantined notice);

        void leftOut(NotRun notice);
    }

    /**
     * An attempt is to start now.
     *
     * @param waited how long was waited for it since the one before failed
     */
    record Start(Fragment fragment, int attempt, Duration waited) implements Notice {
        @Override
        public void to(Handler handler) {
            handler.start(this);
        }
    }

    /** It is decided what becomes of a failed attempt. */
    record Judged(Fragment fragment, int attempt, Failure failure, Verdict verdict, Effort effort) implements Notice {
        @Override
        public void to(Handler handler) {
            handler.judged(this);
        }
    }

    /** A step will be tried again. */
    record Retry(Fragment fragment, int failedAttempt, Failure failure, Instant at) implements Notice {
        @Override
        public void to(Handler handler) {
            handler.retry(this);
        }
    }

    /** A step was cut in halves. */
    record Halved(Fragment fragment, int failedAttempt, Failure failure, List<Fragment> halves) implements Notice {
        @Override
        public void to(Handler handler) {
            handler.halved(this);
        }
    }

    /** Partitions are set aside. */
    record Quarantined(Fragment fragment, int failedAttempt, Failure failure) implements Notice {
        @Override
        public void to(Handler handler) {
            handler.quarantined(this);
        }
    }

    /**
     * Planned partitions are not built by this run.
     *
     * @param why in words, with the partitions or the writer that cause it
     */
    record NotRun(String step, String asset, PartitionSet partitions, Cause cause, String why) implements Notice {
        @Override
        public void to(Handler handler) {
            handler.leftOut(this);
        }
    }

    /** Why planned partitions are not built. */
    enum Cause {
        /** Nothing that they read has changed after all. */
        UP_TO_DATE,
        /** They read a partition that could not be built. */
        WAITING,
        /** Someone else wrote them. */
        FOREIGN_WRITE;

        /** The words in the ledger. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Hands each to the handler. */
    static Consumer<Notice> handing(Handler handler) {
        return notice -> notice.to(handler);
    }
}
