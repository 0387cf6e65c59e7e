package io.hindcast.config;

import io.hindcast.asset.Asset;
import io.hindcast.problem.DeclarationProblems;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which names assets, sources and partition columns may have. */
final class Names {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Names() {}

    /** The name of an asset or a source, which is also a relation in a SELECT and a folder below the root. */
    static Optional<String> relation(YamlValue value, String subject) {
        return value.text("asset: daily_sales").flatMap(name -> relation(name, value, subject));
    }

    /** As above, for a name that stands before the value. */
    static Optional<String> relation(String name, YamlValue where, String subject) {
        if (!IDENTIFIER.matcher(name).matches()) {
            return where.refuse(DeclarationProblems.illegalName(subject, name));
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("partitions")) {
            return where.refuse(DeclarationProblems.reservedName(
                    subject, name, "in a SELECT it is the relation of the partitions to be built"));
        }
        if (lower.equals(Asset.SELF)) {
            return where.refuse(DeclarationProblems.reservedName(
                    subject, name, "in a SELECT it is the asset's own other partitions"));
        }
        if (lower.equals("staging")) {
            return where.refuse(
                    DeclarationProblems.reservedName(subject, name, "below the root it is the folder of the sources"));
        }
        if (lower.startsWith("_")) {
            return where.refuse(
                    DeclarationProblems.reservedName(subject, name, "names that begin with _ belong to Hindcast"));
        }
        return Optional.of(name);
    }

    /** The name of a pool, which stands before its limit. */
    static Optional<String> pool(YamlValue value) {
        return IDENTIFIER.matcher(value.name()).matches()
                ? Optional.of(value.name())
                : value.refuse(DeclarationProblems.illegalName("a pool", value.name()));
    }

    /** The name of a partition column. */
    static Optional<String> partitionColumn(String name, YamlValue where) {
        String subject = "a partition column";
        if (!IDENTIFIER.matcher(name).matches()) {
            return where.refuse(DeclarationProblems.illegalName(subject, name));
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("key") || lower.equals("from") || lower.equals("until")) {
            return where.refuse(DeclarationProblems.reservedName(
                    subject, name, "the relation partitions has a column of that name with another meaning"));
        }
        if (lower.startsWith("_")) {
            return where.refuse(
                    DeclarationProblems.reservedName(subject, name, "columns that begin with _ belong to Hindcast"));
        }
        return Optional.of(name);
    }
}
