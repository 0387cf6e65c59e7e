package io.hindcast.delta;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How commits exclude each other on a store that cannot do it by itself. Delta in Spark and Delta Kernel are told so by
 * settings of different names; unless both use the same log store, a commit of the one can overwrite a commit of the other.
 */
public final class LogStores {

    private static final Pattern OF_SPARK = Pattern.compile("spark\\.delta\\.logStore\\.([A-Za-z0-9+.-]+)\\.impl");

    private LogStores() {}

    /**
     * What Kernel must be told, as Hadoop settings.
     *
     * @param spark settings of Spark by name, all of them
     */
    public static Map<String, String> forKernel(Map<String, String> spark) {
        Map<String, String> kernel = new TreeMap<>();
        spark.forEach((name, value) -> {
            Matcher ofScheme = OF_SPARK.matcher(name);
            if (ofScheme.matches()) {
                kernel.put("io.delta.kernel.logStore." + ofScheme.group(1) + ".impl", value);
            }
        });
        return kernel;
    }
}
