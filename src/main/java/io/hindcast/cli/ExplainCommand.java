package io.hindcast.cli;

import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Explanations;
import io.hindcast.problem.Problems;
import io.hindcast.problem.UsageProblems;
import io.hindcast.report.Wrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells what an error means; needs no warehouse. */
final class ExplainCommand implements Command {

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        String typed = arguments.subject().orElse("").strip();
        String code = code(typed);
        Explanations.Text text = Explanations.of(code)
                .orElseThrow(() -> Problems.raise(UsageProblems.unknownCode(typed, Explanations.codes())));
        if (arguments.has(Option.JSON)) {
            console.result(Documents.object()
                    .put("code", code)
                    .put("title", text.title())
                    .put("cause", text.cause())
                    .put("way_out", text.wayOut())
                    .put("example", text.example())
                    .toString());
            return ExitCode.DONE;
        }
        List<String> lines = new ArrayList<>(Wrap.lines("", code + ": " + text.title(), console.width()));
        lines.addAll(Wrap.lines("  cause:   ", text.cause(), console.width()));
        lines.addAll(Wrap.lines("  way out: ", text.wayOut(), console.width()));
        lines.add("  example: " + text.example());
        console.result(String.join("\n", lines));
        return ExitCode.DONE;
    }

    /** Also {@code hc-320}, {@code 320} and {@code [HC-320]}, as one copies them. */
    private static String code(String typed) {
        String bare = typed.toUpperCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        return bare.matches("\\d{3}") ? "HC-" + bare : bare;
    }
}
