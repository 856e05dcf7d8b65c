package org.stirrup.answers.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.stirrup.answers.format.Format;

/**
 * The templates of one kind of answer file: the user's own for one image ({@code <image id>.ks}) or for all
 * ({@code ks.cfg}), then the built-in one. Looked for at every question, so that a change needs no restart.
 */
public final class Templates {
    private static final String BUILT_IN = "default";

    /** An answer file is a few kilobytes; whoever drops an image here should hear of it. */
    private static final long MAX_BYTES = 1 << 20;

    private final Path folder;
    private final Format format;

    /** @param folder of the user's own; need not exist */
    public Templates(Path folder, Format format) {
        this.folder = folder;
        this.format = format;
    }

    /** A template, or the lack of one. */
    public sealed interface Template {
        /** For a person: the file's path, or "built-in". */
        String name();

        /** Its text, with Unix line ends. */
        record Text(String name, String text) implements Template {}

        /** @param because "is not UTF-8" */
        record Unreadable(String name, String because) implements Template {}
    }

    /** Whether the user has a template for just this image. */
    public boolean isOwn(String image) {
        return Files.exists(folder.resolve(image + format.ending()));
    }

    /** The one that counts for an image. */
    public Template of(String image) {
        return Stream.of(image + format.ending(), format.file())
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .map(Templates::read)
                .orElseGet(this::builtIn);
    }

    /** The user's own of this name; there is no other in its place. */
    public Template named(String name) {
        Path file = folder.resolve(name + format.ending());
        return Files.exists(file)
                ? read(file)
                : new Template.Unreadable(
                        file.toString(), "is not there, and a machine or its group is assigned the answers " + name);
    }

    /** The user's own, in order of name. */
    public List<Template> own() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isTemplate(file.getFileName().toString()))
                    .sorted()
                    .map(Templates::read)
                    .toList();
        } catch (IOException e) {
            return List.of(new Template.Unreadable(folder.toString(), "cannot be listed: " + e));
        }
    }

    private boolean isTemplate(String name) {
        return name.endsWith(format.ending()) || name.equals(format.file());
    }

    private static Template read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                return new Template.Unreadable(file.toString(), "is larger than 1 MiB");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return new Template.Text(file.toString(), text.replace("\r\n", "\n"));
        } catch (CharacterCodingException e) {
            return new Template.Unreadable(file.toString(), "is not UTF-8");
        } catch (IOException e) {
            return new Template.Unreadable(file.toString(), "cannot be read: " + e);
        }
    }

    private Template builtIn() {
        String name = BUILT_IN + format.ending();
        try (InputStream resource = Templates.class.getResourceAsStream(name)) {
            return new Template.Text("built-in", new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle lost its own " + name, e);
        }
    }
}
