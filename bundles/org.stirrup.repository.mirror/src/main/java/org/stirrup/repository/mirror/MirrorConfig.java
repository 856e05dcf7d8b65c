package org.stirrup.repository.mirror;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A configuration {@code org.stirrup.repository.mirror-NAME}. Strings, so that a wrong value is refused with its key. */
@ObjectClassDefinition(
        name = "Stirrup mirror",
        description = "Files of an upstream web server in the content tree: fetched once, verified, kept")
public @interface MirrorConfig {
    @AttributeDefinition(
            description = "Where the files are: http or https, such as http://deb.debian.org/debian/. Nothing outside"
                    + " of it is asked for")
    String upstream() default "";

    @AttributeDefinition(description = "Where it appears in the content tree, such as pub/debian")
    String mount() default "";

    @AttributeDefinition(
            description = "MiB that are kept; above, what was not used for longest goes",
            type = AttributeType.INTEGER)
    String cacheMegabytes() default "10240";

    @AttributeDefinition(
            description = "Folder of the cache: absolute, or below the home folder; nothing: data/mirror/NAME")
    String folder() default "";

    @AttributeDefinition(
            description = "Minutes after which what may change is asked for again: lists of packages, and what no list"
                    + " knows. What is kept is served while the upstream cannot be reached",
            type = AttributeType.INTEGER)
    String refreshMinutes() default "60";

    @AttributeDefinition(
            description = "Other hosts that the upstream may redirect to, separated by blanks; to all others no"
                    + " redirect is followed")
    String redirectHosts() default "";

    @AttributeDefinition(
            description = "Where several repositories appear at one place, the one with the highest number is asked"
                    + " first",
            type = AttributeType.INTEGER)
    String ranking() default "-100";

    @AttributeDefinition(name = "Name hint", description = "How the web console names it")
    String webconsole_configurationFactory_nameHint() default "{mount} from {upstream}";
}
