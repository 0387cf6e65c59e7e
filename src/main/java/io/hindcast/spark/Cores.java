package io.hindcast.spark;

import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many cores a session will have, told from its settings alone, for estimates before it is started. */
public final class Cores {

    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\*|\\d+)(?:,.*)?])?");
    private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[(\\d+),(\\d+),\\d+]");

    private Cores() {}

    /**
     * At least one. Where a cluster decides by itself how much it gives, what is set as the most.
     *
     * @param operator settings of the operator
     * @param given system properties, among them what spark-submit was given; they win
     */
    public static int of(Map<String, String> operator, Properties given) {
        Settings settings = new Settings(operator, given);
        String master = settings.text("spark.master", "local[*]");
        Matcher local = LOCAL.matcher(master);
        Matcher cluster = LOCAL_CLUSTER.matcher(master);
        if (local.matches()) {
            return ofLocal(local.group(1));
        }
        if (cluster.matches()) {
            return Integer.parseInt(cluster.group(1)) * Integer.parseInt(cluster.group(2));
        }
        int executors =
                settings.number("spark.executor.instances", settings.number("spark.dynamicAllocation.maxExecutors", 1));
        int all = executors * settings.number("spark.executor.cores", 1);
        return Math.max(1, settings.number("spark.cores.max", all));
    }

    private static int ofLocal(String threads) {
        if (threads == null) {
            return 1;
        }
        return threads.equals("*")
                ? Runtime.getRuntime().availableProcessors()
                : Math.max(1, Integer.parseInt(threads));
    }

    private record Settings(Map<String, String> operator, Properties given) {

        String text(String key, String otherwise) {
            return given.getProperty(key, operator.getOrDefault(key, otherwise));
        }

        /** Of what is no number Spark itself will complain. */
        int number(String key, int otherwise) {
            String text = text(key, "");
            return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
        }
    }
}
