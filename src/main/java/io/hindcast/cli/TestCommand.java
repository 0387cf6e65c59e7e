package io.hindcast.cli;

import io.hindcast.config.TestFolder;
import io.hindcast.problem.ExitCode;
import io.hindcast.problem.Problem;
import io.hindcast.problem.Problems;
import io.hindcast.proof.DescribedPurity;
import io.hindcast.proof.ReadJudgement;
import io.hindcast.proof.StaticPurity;
import io.hindcast.report.TestReport;
import io.hindcast.spark.BoundTest;
import io.hindcast.spark.JobTests;
import io.hindcast.spark.Sessions;
import io.hindcast.trial.TestResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Runs the tests of jobs: rows in, rows out. Reads and writes no table of the warehouse. */
final class TestCommand implements Command {

    private final InstantSource clock;

    TestCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) {
        TestFolder.Reading reading = TestFolder.read(arguments.warehouse(), System.getenv());
        List<String> select = arguments.scope().select();
        TestDesk desk = TestDesk.open(arguments.warehouse(), select, reading, clock);
        List<Problem> problems = desk.problems();
        if (!problems.isEmpty()) {
            throw Problems.raiseAll(problems);
        }
        if (desk.tests().isEmpty()) {
            return nothing(arguments, console);
        }
        JobTests tests = new JobTests(
                Sessions.start(desk.workspace().operator().spark()),
                desk.workspace().warehouse(),
                clock,
                ReadJudgement::problem,
                new DescribedPurity(new StaticPurity()));
        boolean asJson = arguments.has(Option.JSON);
        List<TestResult> results = new ArrayList<>();
        for (BoundTest test : desk.tests()) {
            TestResult result = tests.run(test);
            results.add(result);
            if (!asJson) {
                console.result(TestReport.text(result, console.width()));
            }
        }
        TestReport report = new TestReport(results);
        console.result(asJson ? report.json() : report.summary());
        return report.isPassed() ? ExitCode.DONE : ExitCode.DIFFERENCE;
    }

    private static ExitCode nothing(Arguments arguments, Console console) {
        console.result(
                arguments.has(Option.JSON)
                        ? new TestReport(List.of()).json()
                        : "no tests: they are written in "
                                + arguments.warehouse().resolve(TestFolder.NAME) + "/*.yaml");
        return ExitCode.DONE;
    }
}
