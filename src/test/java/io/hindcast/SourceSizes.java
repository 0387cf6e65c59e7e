package io.hindcast;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The size budget of the house: reads sources as the compiler does, and names what is too large. */
final class SourceSizes {

    private static final int METHOD_LINES = 40;
    private static final int TYPE_LINES = 400;
    private static final int PARAMETERS = 5;

    private SourceSizes() {}

    /** One line for each type, method or constructor below the folder that is too large. */
    static List<String> offences(Path folder) throws IOException {
        List<Path> sources = sources(folder);
        return sources.isEmpty() ? List.of() : offences(sources);
    }

    private static List<String> offences(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    diagnostic -> {},
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<String> offences = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(unit, positions, offences).scan(unit, null);
            }
            return offences;
        }
    }

    /** The Java files below a folder. */
    static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static final class Scanner extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> offences;

        Scanner(CompilationUnitTree unit, SourcePositions positions, List<String> offences) {
            this.unit = unit;
            this.positions = positions;
            this.offences = offences;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            check(type, "type " + type.getSimpleName() + " has lines", lines(type), TYPE_LINES);
            type.getMembers().stream()
                    .filter(MethodTree.class::isInstance)
                    .forEach(method -> checkParameters(type, (MethodTree) method));
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            check(method, "method " + method.getName() + " has lines", lines(method), METHOD_LINES);
            return super.visitMethod(method, null);
        }

        /** The canonical constructor of a record is excepted: it has what the record has. */
        private void checkParameters(ClassTree type, MethodTree method) {
            int parameters = method.getParameters().size();
            boolean canonical = type.getKind() == Tree.Kind.RECORD
                    && method.getReturnType() == null
                    && parameters == components(type);
            check(method, "method " + method.getName() + " has parameters", canonical ? 0 : parameters, PARAMETERS);
        }

        private static long components(ClassTree type) {
            return type.getMembers().stream()
                    .filter(member -> member instanceof VariableTree field
                            && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                    .count();
        }

        private int lines(Tree tree) {
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(positions.getStartPosition(unit, tree));
            long last = map.getLineNumber(positions.getEndPosition(unit, tree));
            return (int) (last - first + 1);
        }

        private void check(Tree tree, String what, int size, int most) {
            if (size > most) {
                long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
                String file =
                        Path.of(unit.getSourceFile().toUri()).getFileName().toString();
                offences.add(file + ":" + line + ": " + what + ": " + size + " > " + most);
            }
        }
    }
}
