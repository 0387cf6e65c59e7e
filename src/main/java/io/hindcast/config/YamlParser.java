package io.hindcast.config;

import io.hindcast.problem.FileProblems;
import io.hindcast.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the part of YAML 1.2 that a declaration needs: keys, values and lists. What makes one place of a file mean
 * something at another (anchors, aliases, merge keys), tags and further documents are refused.
 */
final class YamlParser {

    /** Deeper than any declaration; a file that nests deeper is a mistake or an attack on the stack. */
    private static final int DEEPEST = 20;

    private final TextFile.Section text;
    private final Environment environment;
    private final ProblemLog log;
    /** What the engine says, and what that is to one who does not know its grammar. */
    private static final Map<String, String> PLAIN = Map.of(
            "mapping values are not allowed",
            "a second ': ' stands in one value, or there is none after the key on the line before",
            "(TAB)",
            "a tab stands here, and YAML is indented with blanks alone",
            "expected ',' or ']'",
            "a list that begins with [ has no ] at its end",
            "expected ',' or '}'",
            "keys that begin with { have no } at their end",
            "could not find expected ':'",
            "a key has no ': ' after it; the blank belongs to it",
            "expected <block end>",
            "it is indented otherwise than the keys before it, or a quote before it is not closed");

    private final Iterator<Event> events;

    private YamlParser(TextFile.Section text, Environment environment, ProblemLog log) {
        this.text = text;
        this.environment = environment;
        this.log = log;
        LoadSettings settings = LoadSettings.builder().setLabel(text.file()).build();
        this.events = new Parse(settings).parseString(text.text()).iterator();
    }

    /** The keys of a document, or nothing when the problem is noted. */
    static Optional<YamlNode.Mapping> parse(TextFile.Section text, Environment environment, ProblemLog log) {
        try {
            return new YamlParser(text, environment, log).document();
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> text.place(mark.getLine()))
                    .orElse(text.place(0));
            log.add(FileProblems.malformedYaml(sentence(e)), place);
        } catch (ReaderException e) {
            log.add(
                    FileProblems.illegalCharacter(e.getCodePoint()),
                    text.place(text.linesBefore(Math.max(0, e.getPosition()))));
        } catch (YamlEngineException e) {
            log.add(FileProblems.malformedYaml(String.valueOf(e.getMessage())), text.place(0));
        } catch (NestedTooDeep e) {
            log.add(FileProblems.nestedTooDeep(DEEPEST), e.place);
        }
        return Optional.empty();
    }

    private static String sentence(MarkedYamlEngineException e) {
        String problem = e.getProblem();
        for (Map.Entry<String, String> plain : PLAIN.entrySet()) {
            if (problem.contains(plain.getKey())) {
                return plain.getValue();
            }
        }
        String context = e.getContext();
        return context == null || context.isBlank() ? e.getProblem() : context + ", " + e.getProblem();
    }

    private Optional<YamlNode.Mapping> document() {
        Optional<YamlNode> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent && root.isPresent()) {
                log.add(FileProblems.severalDocuments(), placeOf(event));
                return Optional.empty();
            }
            if (event instanceof NodeEvent) {
                root = Optional.of(node(event, 0));
            }
        }
        if (root.isEmpty() || (root.get() instanceof YamlNode.Scalar scalar && scalar.isEmpty())) {
            log.add(FileProblems.emptyDeclaration(), text.place(0));
            return Optional.empty();
        }
        return root.get()
                .match(scalar -> refuse(scalar), sequence -> refuse(sequence), mapping -> Optional.of(mapping));
    }

    private Optional<YamlNode.Mapping> refuse(YamlNode node) {
        log.add(
                FileProblems.wrongType("the declaration", "keys with values", node.kind(), "asset: name"),
                node.place());
        return Optional.empty();
    }

    private YamlNode node(Event event, int depth) {
        Place place = placeOf(event);
        if (depth > DEEPEST) {
            throw new NestedTooDeep(place);
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            String mark = node.getAnchor().get().getValue();
            log.add(
                    event.getEventId() == Event.ID.Alias
                            ? FileProblems.yamlFeature("the alias *" + mark)
                            : FileProblems.yamlFeature("the anchor &" + mark),
                    place);
        }
        if (event instanceof MappingStartEvent start) {
            refuseTag(start.getTag(), place);
            return mapping(place, depth);
        }
        if (event instanceof SequenceStartEvent start) {
            refuseTag(start.getTag(), place);
            return sequence(place, depth);
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), place);
            int before = log.count();
            if (scalar.getValue().indexOf('\0') >= 0) {
                log.add(FileProblems.illegalCharacter(0), place);
            }
            String value = environment.expand(scalar.getValue(), place, log);
            return log.count() == before
                    ? new YamlNode.Scalar(value, scalar.isPlain(), place)
                    : new YamlNode.Broken(place);
        }
        // an alias, already noted
        return new YamlNode.Broken(place);
    }

    private YamlNode sequence(Place place, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new YamlNode.Sequence(items, place);
    }

    private YamlNode mapping(Place place, int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Place keyPlace = placeOf(event);
            Optional<String> key = key(event, depth);
            YamlNode value = node(events.next(), depth + 1);
            if (key.isEmpty()) {
                continue;
            }
            Place first = seen.putIfAbsent(key.get(), keyPlace);
            if (first != null) {
                log.add(FileProblems.duplicateKey(key.get(), first), keyPlace);
            } else {
                entries.add(new YamlNode.Entry(key.get(), keyPlace, value));
            }
        }
        return new YamlNode.Mapping(entries, place);
    }

    /** The text of a key; nothing, with the problem noted, for what a declaration may not have as a key. */
    private Optional<String> key(Event event, int depth) {
        if (!(event instanceof ScalarEvent scalar)) {
            YamlNode key = node(event, depth + 1);
            log.add(FileProblems.wrongType("a key", "a word", key.kind(), "asset: name"), key.place());
            return Optional.empty();
        }
        Place place = placeOf(event);
        if (scalar.isPlain() && scalar.getValue().equals("<<")) {
            log.add(FileProblems.yamlFeature("the merge key <<"), place);
            return Optional.empty();
        }
        if (scalar.getAnchor().isPresent()) {
            log.add(
                    FileProblems.yamlFeature(
                            "the anchor &" + scalar.getAnchor().get().getValue()),
                    place);
        }
        refuseTag(scalar.getTag(), place);
        return Optional.of(scalar.getValue());
    }

    private void refuseTag(Optional<String> tag, Place place) {
        tag.ifPresent(name -> log.add(FileProblems.yamlFeature("the tag " + name), place));
    }

    private Place placeOf(Event event) {
        return event.getStartMark().map(mark -> text.place(mark.getLine())).orElse(text.place(0));
    }

    private static final class NestedTooDeep extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Place place;

        NestedTooDeep(Place place) {
            super("nested too deep at " + place, null, false, false);
            this.place = place;
        }
    }
}
