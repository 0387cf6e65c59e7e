package io.hindcast.cli;

import io.hindcast.plan.Request;
import io.hindcast.plan.Term;
import java.util.ArrayList;
import java.util.List;

/** What a command line asks for, in the planner's words. */
final class Requests {

    private Requests() {}

    static Request of(Arguments arguments) {
        Arguments.Scope scope = arguments.scope();
        // A star alone says of everything what no --select says as well, for commands that must be told.
        List<String> select = scope.select().equals(List.of("*")) ? List.of() : scope.select();
        List<Term> terms =
                select.stream().flatMap(text -> Term.parseAll(text).stream()).toList();
        return new Request(
                terms,
                new Request.Bounds(scope.partitions(), scope.from(), scope.until(), scope.before()),
                scope.except(),
                scope.mode(),
                arguments.has(Option.FORCE) ? Request.Force.NAMED : Request.Force.NO,
                arguments.has(Option.NO_DOWNSTREAM) ? Request.Follow.NOTHING : Request.Follow.DOWNSTREAM,
                arguments.has(Option.NEWEST_FIRST) ? Request.Direction.NEWEST_FIRST : Request.Direction.OLDEST_FIRST,
                text(arguments));
    }

    /** The command as it was typed, with the reason that was given for it: what the ledger keeps of a request. */
    static String text(Arguments arguments) {
        Arguments.Scope scope = arguments.scope();
        List<String> words = new ArrayList<>(List.of(arguments.verb().word()));
        arguments.subject().ifPresent(words::add);
        scope.select().forEach(term -> words.add("--select '" + term + "'"));
        scope.partitions().ifPresent(set -> words.add("--partitions '" + set + "'"));
        scope.from().ifPresent(from -> words.add("--from " + from));
        scope.until().ifPresent(until -> words.add("--until " + until));
        scope.before().ifPresent(before -> words.add("--before " + before));
        scope.except().ifPresent(set -> words.add("--except '" + set + "'"));
        if (scope.mode() != Request.Mode.OUT_OF_DATE) {
            words.add("--mode " + scope.mode().word());
        }
        for (Option flag : List.of(Option.FORCE, Option.NO_DOWNSTREAM, Option.NEWEST_FIRST)) {
            if (arguments.has(flag)) {
                words.add(flag.flag());
            }
        }
        for (Option flag : List.of(Option.ALL, Option.FROM_SCRATCH, Option.VACUUM)) {
            if (arguments.has(flag)) {
                words.add(flag.flag());
            }
        }
        scope.assume().forEach(what -> words.add("--assume '" + what + "'"));
        scope.reset().forEach(asset -> words.add("--reset " + asset));
        if (!arguments.conduct().budget().isNone()) {
            words.add("--budget " + arguments.conduct().budget());
        }
        arguments.conduct().now().ifPresent(now -> words.add("--now " + now));
        arguments.conduct().reason().ifPresent(reason -> words.add("(" + reason + ")"));
        return String.join(" ", words);
    }
}
