package io.hindcast.spark;

import java.util.function.Supplier;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.internal.SQLConf$;

/**
 * Looks at jobs under the settings that they run with, whatever the machine's zone, the environment, or a session of this
 * process say: the meaning of a statement would change with them.
 */
final class FixedSettings {

    private FixedSettings() {}

    static <T> T within(Supplier<T> look) {
        SQLConf settings = new SQLConf();
        Sessions.meaning().forEach(settings::setConfString);
        return SQLConf$.MODULE$.withExistingConf(settings, look::get);
    }
}
