package io.hindcast.proof;

import io.hindcast.asset.Finding;
import io.hindcast.asset.PurityRule;
import io.hindcast.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.Handle;
import org.apache.xbean.asm9.Label;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;

/** Every call in the byte code of some classes, held against the calls that a pure job does not make. */
final class CodeScan extends ClassVisitor {

    private final List<Finding> findings = new ArrayList<>();
    private String file;

    private CodeScan(String className) {
        super(Opcodes.ASM9);
        this.file = className.replaceFirst("[$].*", "") + ".java";
    }

    /**
     * What was found.
     *
     * @param classes byte code by internal name
     */
    static List<Finding> findings(Map<String, byte[]> classes) {
        List<Finding> findings = new ArrayList<>();
        classes.forEach((name, code) -> {
            CodeScan scan = new CodeScan(name);
            new ClassReader(code).accept(scan, ClassReader.SKIP_FRAMES);
            findings.addAll(scan.findings);
        });
        return findings;
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

        private void called(String owner, String name, String descriptor) {
            Optional<PurityRule> rule = CallRules.broken(owner, name, descriptor);
            rule.ifPresent(broken -> findings.add(new Finding(
                    broken, CallRules.shown(owner, name), line == 0 ? Place.of(file) : Place.of(file, line))));
        }
    }
}
