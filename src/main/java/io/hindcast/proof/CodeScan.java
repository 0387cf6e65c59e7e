package io.hindcast.proof;

import io.hindcast.asset.Finding;
import io.hindcast.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.Handle;
import org.apache.xbean.asm9.Label;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.jspecify.annotations.Nullable;

/** Every call in the byte code of some classes, held against the calls that a pure job does not make. */
final class CodeScan extends ClassVisitor {

    /** Methods that are given SQL as text. */
    private static final Pattern READS_SQL = Pattern.compile(
            "org\\.apache\\.spark\\.sql\\.(functions\\.expr|(classic\\.)?Dataset\\.(selectExpr|where|filter))"
                    + "\\(\\[?Ljava/lang/String;\\)");

    /** What a text calls, if it is SQL; functions that are written without brackets too. */
    private static final Pattern FUNCTION =
            Pattern.compile("(?i)\\b(\\w+(?=\\s*\\()|current_date|current_timestamp|current_user|localtimestamp)\\b");

    private final List<Call> calls = new ArrayList<>();
    private final String folder;
    private String file;

    private CodeScan(String className) {
        super(Opcodes.ASM9);
        this.folder = className.substring(0, className.lastIndexOf('/') + 1);
        this.file = className + ".class";
    }

    @Override
    public void visitSource(@Nullable String source, @Nullable String debug) {
        if (source != null) {
            file = folder + source;
        }
    }

    /**
     * What was found.
     *
     * @param classes byte code by internal name
     */
    static List<Finding> findings(Map<String, byte[]> classes) {
        List<Call> calls = new ArrayList<>();
        classes.forEach((name, code) -> {
            CodeScan scan = new CodeScan(name);
            new ClassReader(code).accept(scan, ClassReader.SKIP_FRAMES);
            calls.addAll(scan.calls);
        });
        if (calls.stream().noneMatch(call -> READS_SQL.matcher(call.signature()).matches())) {
            calls.removeIf(Call::isOfText);
        }
        Set<String> signatures = calls.stream().map(Call::signature).collect(Collectors.toSet());
        return calls.stream()
                .flatMap(call -> CallRules.broken(call.signature(), signatures)
                        .map(rule -> new Finding(rule, call.shown(), call.place()))
                        .stream())
                .toList();
    }

    /**
     * One call.
     *
     * @param signature full name of the type, a dot, name of the method, and the parameters as byte code has them
     * @param shown as a person would write it
     */
    private record Call(String signature, String shown, Place place) {

        /** Whether a text of the job makes it, if that is SQL. */
        boolean isOfText() {
            return shown.startsWith("\"");
        }
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        return new Calls();
    }

    private final class Calls extends MethodVisitor {

        private int line;

        Calls() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            called(owner, name, descriptor);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            // A method that is referred to, such as Instant::now.
            Stream.of(arguments)
                    .filter(Handle.class::isInstance)
                    .map(Handle.class::cast)
                    .forEach(handle -> called(handle.getOwner(), handle.getName(), handle.getDesc()));
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof String text) {
                FUNCTION.matcher(text).results().forEach(found -> {
                    String name = found.group(1).toLowerCase(Locale.ROOT);
                    calls.add(new Call("org.apache.spark.sql.functions." + name + "()", '"' + text + '"', place()));
                });
            }
        }

        private Place place() {
            return line == 0 ? Place.of(file) : Place.of(file, line);
        }

        private void called(String owner, String name, String descriptor) {
            String parameters = descriptor.substring(0, descriptor.indexOf(')') + 1);
            String type = owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.');
            calls.add(new Call(
                    owner.replace('/', '.') + "." + name + parameters,
                    name.equals("<init>") ? "new " + type + "(…)" : type + "." + name + "(…)",
                    place()));
        }
    }
}
