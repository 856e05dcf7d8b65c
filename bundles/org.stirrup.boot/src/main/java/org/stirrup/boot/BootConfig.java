package org.stirrup.boot;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration {@code org.stirrup.boot}. Strings, so that a wrong value is refused by name and not by a stack trace. */
@ObjectClassDefinition(name = "Stirrup boot", description = "What a machine boots when nobody chooses.")
public @interface BootConfig {
    @AttributeDefinition(
            name = "Policy",
            description = "For a machine that was not installed yet. A machine whose installer reported its end boots"
                    + " from its own disk whatever stands here.",
            options = {
                @Option(label = "first: the first image's installation, at once", value = "first"),
                @Option(label = "menu: the menu, then the local disk", value = "menu"),
                @Option(label = "local: the local disk, at once", value = "local")
            })
    String policy() default "menu";

    @AttributeDefinition(
            name = "Menu timeout",
            description = "Seconds that the menu waits for a person, 0 to 3600; 0 does not wait, -1 waits for ever.",
            type = AttributeType.INTEGER)
    String timeoutSeconds() default "30";

    @AttributeDefinition(name = "Menu title", description = "Heading of the menu, 1 to 70 characters.")
    String title() default "Stirrup network boot";
}
