package io.hindcast.problem;

import java.util.Collection;
import java.util.Optional;

/** What can be wrong with a command line: HC-5xx. */
public final class UsageProblems {

    private UsageProblems() {}

    /** HC-501: nothing was asked for. */
    public static Problem noCommand() {
        return usage("HC-501", "no command", "hindcast was called without arguments", "see hindcast --help");
    }

    /** HC-502: the first argument is no command. */
    public static Problem unknownCommand(String word, Collection<String> commands) {
        String hint = Suggestion.nearest(word, commands)
                .map(nearest -> "write " + nearest + "; ")
                .orElse("");
        String why = word.startsWith("-")
                ? "the command comes first, then the warehouse, then options"
                : "the commands are " + String.join(", ", commands);
        return usage("HC-502", "unknown command " + word, why, hint + "see hindcast --help");
    }

    /**
     * HC-515: the folder holds no warehouse.
     *
     * @param folder as typed
     * @param why what is missing
     * @param warehouses folders nearby that do, as they could be typed
     */
    public static Problem noWarehouse(String folder, String why, Collection<String> warehouses) {
        return usage(
                "HC-515",
                folder + " is no warehouse",
                why,
                warehouses.isEmpty()
                        ? "name the folder in which warehouse.yaml lies"
                        : "name a folder in which warehouse.yaml lies: " + String.join(", ", warehouses));
    }

    /** HC-503: an option that no command has. */
    public static Problem unknownOption(String option, String command, Collection<String> options) {
        String hint = Suggestion.nearest(option, options)
                .map(nearest -> "write " + nearest + "; ")
                .orElse("");
        return usage(
                "HC-503",
                "unknown option " + option,
                "hindcast " + command
                        + (hint.isEmpty() ? " knows " + String.join(" ", options) : " has no such option"),
                hint + help(command));
    }

    /** HC-520: an option that means something only beside another. */
    public static Problem optionNeedsOther(String option, String other) {
        return usage(
                "HC-520",
                option + " without " + other,
                option + " says where to build, and only " + other + " builds",
                "write " + other + " as well, or leave " + option + " out");
    }

    /** HC-521: a root in which something was built before. */
    public static Problem rootNotEmpty(String root, String asset) {
        return usage(
                "HC-521",
                "the root " + root + " is not empty",
                "there is a table of " + asset + " in it, so that not everything would be built from scratch",
                "name a root that does not exist yet, or leave --into out");
    }

    /** HC-504: an option that other commands have, but not this one. */
    public static Problem optionOfOthers(String option, String command, Collection<String> commands) {
        return usage(
                "HC-504",
                option + " means nothing for hindcast " + command,
                "it belongs to " + String.join(", ", commands),
                "leave it out; " + help(command));
    }

    /** HC-505: an option stands without its value. */
    public static Problem valueMissing(String option, String valueName, String command) {
        return usage(
                "HC-505",
                option + " has no value",
                "it is written " + option + " " + valueName,
                "add the value; " + help(command));
    }

    /** HC-506: a value cannot be read. */
    public static Problem valueUnreadable(String option, String value, String expected, String example) {
        return usage(
                "HC-506",
                option + " cannot be " + (value.isBlank() ? "empty" : value),
                "it takes " + expected,
                "write for example " + option + " " + example);
    }

    /** HC-507: an option that counts once stands twice. */
    public static Problem optionRepeated(String option, Collection<String> values) {
        return usage(
                "HC-507",
                option + " is given " + values.size() + " times",
                "only one value can hold, and these were given: " + String.join(" ", values),
                "keep one of them");
    }

    /** HC-508: two options contradict each other. */
    public static Problem optionsConflict(String option, String other, String why) {
        return usage("HC-508", option + " and " + other + " exclude each other", why, "keep one of them");
    }

    /** HC-509: the command has no warehouse to work on. */
    public static Problem warehouseMissing(String command, String example) {
        return usage(
                "HC-509",
                "no warehouse",
                "hindcast " + command + " works on the warehouse whose folder is named after it",
                "write for example " + example);
    }

    /** HC-646: a value of an option that has none. */
    public static Problem flagWithValue(String flag, String value, String command) {
        boolean isNo = value.matches("(?i)false|no|off|0");
        return usage(
                "HC-646",
                flag + " takes no value, and here it is " + (value.isEmpty() ? "empty" : value),
                "it holds when it stands there, whatever follows",
                (isNo ? "leave " + flag + " out" : "write " + flag + " alone") + "; " + help(command));
    }

    /**
     * HC-510: more arguments than the command has places for.
     *
     * @param instead the option that it could be the value of
     */
    public static Problem argumentTooMany(String argument, String form, String command, Optional<String> instead) {
        return usage(
                "HC-510",
                "unexpected argument " + argument,
                "the form is " + form + ", and a value with blanks needs quotes",
                instead.map(option -> "did you mean " + option + " " + argument + "? ")
                                .orElse("leave it out or quote it; ")
                        + help(command));
    }

    /** HC-511: the thing that the command is about is missing or has another form. */
    public static Problem subjectUnreadable(String given, String form, String example) {
        return usage(
                "HC-511",
                given.isBlank() ? "no " + form : given + " is not of the form " + form,
                "the command needs to know " + form,
                "write for example " + example);
    }

    /** HC-512: the argument reader refused it for a reason of its own. */
    public static Problem notUnderstood(String command, String reason) {
        return usage("HC-512", "hindcast " + command + " was not understood", reason, help(command));
    }

    /** HC-519: nothing is selected where that would mean everything. */
    public static Problem nothingSelected(String command, String example) {
        return usage(
                "HC-519",
                "hindcast " + command + " needs --select",
                "it vouches for data that others wrote, and nobody vouches for what he did not name",
                "write for example " + example + ", or --select '*' for everything that is foreign");
    }

    /** HC-516: a code that no problem has. */
    public static Problem unknownCode(String code, Collection<String> codes) {
        return usage(
                "HC-516",
                "there is no error " + code,
                "errors have codes such as HC-320, which stand at the end of their first line",
                codes.stream()
                        // The nearest number would be of something else; one digit too many is a slip.
                        .filter(known -> numberIn(code).startsWith(known.substring("HC-".length())))
                        .findFirst()
                        .map(meant -> "write hindcast explain " + meant)
                        .orElse("copy it from there, between [ and ]; what an older version said may be gone"));
    }

    /** The digits of a code, also where letters stand for them. */
    private static String numberIn(String code) {
        return code.replace('O', '0').replace('I', '1').replaceAll("\\D", "");
    }

    /** HC-517: a command about an asset that is not there. */
    public static Problem unknownAsset(String name, Collection<String> assets) {
        return usage(
                "HC-517",
                "there is no asset " + name,
                "the warehouse has the assets " + String.join(", ", assets),
                Suggestion.nearest(name, assets)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("name one of these"));
    }

    /** HC-518: a command about an asset, and a source is named. */
    public static Problem sourceNamed(String name) {
        return usage(
                "HC-518",
                name + " is a source",
                "sources are staged, not built: no job makes their rows",
                "name an asset that reads it; 'hindcast graph' shows which do");
    }

    /** HC-550: a command about assets that keep partitions for a while only, and none of the named does. */
    public static Problem nothingRetained(Collection<String> assets) {
        return usage(
                "HC-550",
                "nothing that is selected grows old",
                "expire drops partitions that are older than their asset keeps them, and " + String.join(", ", assets)
                        + " says nothing of that",
                "declare how long partitions are kept, for example retain: 400d, or select other assets");
    }

    /** HC-599: not the user's fault; the process ends with {@link ExitCode#DEFECT}. */
    public static Problem defect(Throwable cause) {
        return Problem.of(
                "HC-599",
                ExitCode.DEFECT,
                "Hindcast met an error that it did not foresee",
                cause.toString(),
                "look into the log, and report it with the log if the surroundings are not to blame");
    }

    private static Problem usage(String code, String what, String why, String wayOut) {
        return Problem.of(code, ExitCode.USAGE, what, why, wayOut);
    }

    private static String help(String command) {
        return "see hindcast " + command + " --help";
    }

    /** An option that says something only beside another. */
    public static Problem optionNeeds(String flag, String other) {
        return Problem.of(
                "HC-530",
                ExitCode.USAGE,
                flag + " stands without " + other,
                flag + " says something only together with " + other,
                "add " + other + ", or leave " + flag + " out");
    }
}
