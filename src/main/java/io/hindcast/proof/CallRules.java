package io.hindcast.proof;

import io.hindcast.asset.PurityRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Calls that a pure Java job does not make, by the type and name of the method. */
final class CallRules {

    private static final String FUNCTIONS = "org\\.apache\\.spark\\.sql\\.functions\\.";
    private static final String DATASET = "org\\.apache\\.spark\\.sql\\.(classic\\.)?Dataset\\.";
    private static final String SESSION = "org\\.apache\\.spark\\.sql\\.(classic\\.)?(SparkSession|SQLContext)\\.";

    /** Functions to which the order of the elements of a list makes no difference, or which make it certain. */
    private static final String ORDERING = FUNCTIONS
            + "(sort_array|array_sort|size|cardinality|array_size|array_contains|array_max|array_min|exists|forall"
            + "|explode\\w*|inline\\w*|arrays_overlap|expr)\\(.*";

    private static final String SORTING = DATASET + "(orderBy|sort)\\(.*";

    /**
     * Calls that break a rule.
     *
     * @param calls full name of the type, a dot, name of the method, and the parameters in brackets as byte code has them
     * @param unless calls that, made anywhere in the job, may set it right
     */
    private record Rule(PurityRule rule, Pattern calls, Optional<Pattern> unless) {

        boolean isBroken(String call, Set<String> all) {
            return calls.matcher(call).matches()
                    && unless.filter(right -> all.stream()
                                    .anyMatch(other -> right.matcher(other).matches()))
                            .isEmpty();
        }
    }

    /** The first that fits counts. */
    private static final List<Rule> RULES = List.of(
            rule(PurityRule.CLOCK, "java\\.time\\.\\w+\\.now\\(.*"),
            rule(PurityRule.CLOCK, "java\\.time\\.(Clock\\.(system|tick)\\w*|InstantSource\\.system)\\(.*"),
            rule(PurityRule.CLOCK, "java\\.lang\\.System\\.(currentTimeMillis|nanoTime)\\(.*"),
            rule(PurityRule.CLOCK, "java\\.util\\.(Date|GregorianCalendar)\\.<init>\\(\\)"),
            rule(PurityRule.CLOCK, "java\\.util\\.Calendar\\.getInstance\\(.*"),
            rule(
                    PurityRule.CLOCK,
                    FUNCTIONS + "(current_date|curdate|current_timestamp|current_time|now|localtimestamp)\\(.*"),
            rule(PurityRule.CLOCK, FUNCTIONS + "unix_timestamp\\(\\)"),
            rule(PurityRule.RANDOM, "java\\.util\\.(Random|SplittableRandom)\\.<init>\\(.*"),
            rule(PurityRule.RANDOM, "java\\.util\\.concurrent\\.ThreadLocalRandom\\.current\\(.*"),
            rule(PurityRule.RANDOM, "java\\.security\\.SecureRandom\\.(<init>|getInstance\\w*)\\(.*"),
            rule(PurityRule.RANDOM, "(scala\\.util\\.Random\\W.*|java\\.util\\.random\\..*)"),
            rule(PurityRule.RANDOM, "java\\.lang\\.Math\\.random\\(.*"),
            rule(PurityRule.RANDOM, "java\\.util\\.UUID\\.randomUUID\\(.*"),
            rule(PurityRule.RANDOM, "java\\.util\\.Collections\\.shuffle\\(.*"),
            rule(PurityRule.RANDOM, FUNCTIONS + "(rand|randn|random|randstr|uniform|uuid|shuffle)\\(.*"),
            rule(
                    PurityRule.PHYSICAL,
                    FUNCTIONS + "(monotonically_increasing_id|monotonicallyIncreasingId|spark_partition_id"
                            + "|input_file_name|input_file_block_\\w+)\\(.*"),
            rule(PurityRule.PHYSICAL, DATASET + "inputFiles\\(.*"),
            rule(PurityRule.PHYSICAL, "org\\.apache\\.spark\\.TaskContext\\.\\w+\\(.*"),
            rule(PurityRule.SAMPLE, DATASET + "(sample|randomSplit\\w*)\\(.*"),
            rule(PurityRule.SAMPLE, "org\\.apache\\.spark\\.sql\\.\\w*\\.?DataFrameStatFunctions\\.sampleBy\\(.*"),
            rule(
                    PurityRule.SESSION,
                    FUNCTIONS + "(current_user|user|session_user|current_catalog|current_database|current_schema"
                            + "|current_timezone|version)\\(.*"),
            rule(
                    PurityRule.SESSION,
                    "java\\.lang\\.(System\\.(getenv|getProperty|getProperties)|(Integer|Long|Boolean)\\.get"
                            + "(Integer|Long|Boolean))\\(.*"),
            rule(PurityRule.SESSION, "java\\.net\\.InetAddress\\.getLocalHost\\(.*"),
            rule(
                    PurityRule.SESSION,
                    "java\\.(time\\.ZoneId\\.systemDefault|util\\.(TimeZone|Locale)\\.getDefault|lang\\.ProcessHandle\\.current"
                            + "|nio\\.charset\\.Charset\\.defaultCharset)\\(.*"),
            rule(
                    PurityRule.SESSION,
                    "java\\.lang\\.Runtime\\.(availableProcessors|freeMemory|totalMemory|maxMemory)\\(.*"),
            rule(PurityRule.REFLECTION, FUNCTIONS + "(reflect|java_method|try_reflect|call_udf|call_function)\\(.*"),
            rule(
                    PurityRule.REFLECTION,
                    "java\\.lang\\.(Class\\.forName|reflect\\.(Method\\.invoke|Constructor\\.newInstance))\\(.*"),
            rule(
                    PurityRule.REFLECTION,
                    "java\\.lang\\.(ClassLoader\\.loadClass|invoke\\.MethodHandle\\.invoke\\w*)\\(.*"),
            rule(
                    PurityRule.WRITE,
                    "java\\.nio\\.file\\.Files\\.(write\\w*|create\\w*|delete\\w*|copy|move|newOutputStream|newBufferedWriter"
                            + "|set\\w*)\\(.*"),
            rule(
                    PurityRule.WRITE,
                    "java\\.io\\.(FileOutputStream|FileWriter|PrintWriter|PrintStream)\\.<init>\\((Ljava/lang/String;"
                            + "|Ljava/io/File;).*"),
            rule(PurityRule.WRITE, "java\\.io\\.File\\.(delete|mkdirs?|renameTo|create\\w*|set\\w+)\\(.*"),
            rule(
                    PurityRule.WRITE,
                    "java\\.lang\\.(ProcessBuilder\\.start|Runtime\\.exec|System\\.(setProperty|exit))\\(.*"),
            rule(
                    PurityRule.WRITE,
                    DATASET + "(write|writeTo|writeStream|mergeInto|create\\w*TempView|registerTempTable)\\(.*"),
            rule(PurityRule.WRITE, "org\\.apache\\.spark\\.sql\\.(\\w+\\.)*RuntimeConfig\\.(set|unset)\\(.*"),
            rule(
                    PurityRule.WRITE,
                    "org\\.apache\\.hadoop\\.fs\\.\\w+\\.(create\\w*|append\\w*|delete\\w*|rename\\w*|mkdirs?|copy\\w*|set\\w+)"
                            + "\\(.*"),
            rule(
                    PurityRule.WRITE,
                    "io\\.delta\\.tables\\.DeltaTable\\.(delete|update\\w*|merge|vacuum|restore\\w*|create\\w*|replace)\\(.*"),
            rule(PurityRule.OUTSIDE_READ, SESSION + "(read|readStream|table|sql|catalog|tableExists)\\(.*"),
            rule(PurityRule.SESSION, "org\\.apache\\.spark\\.sql\\.(\\w+\\.)*RuntimeConfig\\.get\\w*\\(.*"),
            rule(
                    PurityRule.OUTSIDE_READ,
                    "org\\.apache\\.spark(\\.api\\.java)?\\.(Java)?SparkContext\\.(textFile|wholeTextFiles|binary\\w+"
                            + "|sequenceFile|objectFile|hadoop\\w+|newAPIHadoop\\w+)\\(.*"),
            rule(PurityRule.OUTSIDE_READ, "io\\.delta\\.tables\\.DeltaTable\\.\\w+\\(.*"),
            rule(PurityRule.OUTSIDE_READ, "java\\.io\\.(FileInputStream|FileReader|RandomAccessFile)\\.<init>\\(.*"),
            rule(PurityRule.OUTSIDE_READ, "java\\.io\\.File\\.(list\\w*|exists|length|lastModified|is\\w+)\\(.*"),
            rule(
                    PurityRule.OUTSIDE_READ,
                    "java\\.nio\\.(file\\.Files|channels\\.(Async\\w+|File|Socket)Channel)\\.\\w+\\(.*"),
            rule(PurityRule.OUTSIDE_READ, "java\\.util\\.Scanner\\.<init>\\(Ljava/(io/File|nio/file/Path);.*"),
            rule(
                    PurityRule.OUTSIDE_READ,
                    "java\\.net\\.(URL\\.open\\w+|URLConnection\\.\\w+|HttpURLConnection\\.\\w+|(Datagram|Server)?Socket\\"
                            + ".<init>)\\(.*"),
            rule(PurityRule.OUTSIDE_READ, "java\\.net\\.http\\.HttpClient\\.\\w+\\(.*"),
            rule(PurityRule.OUTSIDE_READ, "java\\.sql\\.DriverManager\\.\\w+\\(.*"),
            rule(PurityRule.OUTSIDE_READ, "javax\\.sql\\.DataSource\\.getConnection\\(.*"),
            rule(PurityRule.OUTSIDE_READ, "org\\.apache\\.hadoop\\.fs\\.(FileSystem|FileContext)\\.\\w+\\(.*"),
            rule(
                    PurityRule.ACTION,
                    DATASET
                            + "(collect\\w*|count|first|head|take\\w*|tail|show|foreach\\w*|reduce|toLocalIterator|isEmpty|rdd"
                            + "|toJavaRDD|javaRDD|persist|cache|checkpoint|localCheckpoint)\\(.*"),
            rule(
                    PurityRule.LIST_ORDER,
                    FUNCTIONS + "(collect_list|collect_set|array_agg|listagg\\w*|string_agg\\w*)\\(.*",
                    ORDERING),
            rule(PurityRule.ANY_ROW, FUNCTIONS + "(first|last|any_value)\\(.*"),
            rule(PurityRule.ANY_ROW, DATASET + "dropDuplicates\\w*\\(.+\\)"),
            rule(PurityRule.TIES, FUNCTIONS + "mode\\(Lorg/apache/spark/sql/Column;\\)"),
            rule(
                    PurityRule.FLOATING_SUM,
                    FUNCTIONS
                            + "(std|stddev\\w*|var\\w+|corr|covar_\\w+|skewness|kurtosis|regr_(?!count|avg)\\w+)\\(.*"),
            rule(
                    PurityRule.APPROXIMATE,
                    FUNCTIONS
                            + "(percentile_approx|approx_percentile|histogram_numeric|approx_top_k\\w*|hll_\\w*agg\\w*"
                            + "|kll_\\w*agg\\w*|theta_\\w*agg\\w*|tuple_\\w*agg\\w*)\\(.*"),
            rule(PurityRule.LIMIT, DATASET + "(limit|offset)\\(.*", SORTING),
            rule(PurityRule.UDF, FUNCTIONS + "(udf|udaf)\\(.*"),
            rule(PurityRule.UDF, "org\\.apache\\.spark\\.sql\\.(\\w+\\.)*UDFRegistration\\.register\\w*\\(.*"),
            rule(PurityRule.UDF, DATASET + "(map|flatMap|mapPartitions|transformWithState)\\(.*"),
            rule(PurityRule.UDF, DATASET + "filter\\(L(org/apache/spark/api/java|scala)/.*"),
            rule(
                    PurityRule.UDF,
                    "org\\.apache\\.spark\\.sql\\.(\\w+\\.)*KeyValueGroupedDataset\\.(?!keyAs|keys|count)\\w+\\(.*"));

    private CallRules() {}

    private static Rule rule(PurityRule rule, String calls) {
        return new Rule(rule, Pattern.compile(calls), Optional.empty());
    }

    private static Rule rule(PurityRule rule, String calls, String unless) {
        return new Rule(rule, Pattern.compile(calls), Optional.of(Pattern.compile(unless)));
    }

    /**
     * The rule that a call breaks.
     *
     * @param call full name of the type, a dot, name of the method, and the parameters in brackets as byte code has them
     * @param all calls of the job
     */
    static Optional<PurityRule> broken(String call, Set<String> all) {
        return RULES.stream()
                .filter(rule -> rule.isBroken(call, all))
                .map(Rule::rule)
                .findFirst();
    }
}
