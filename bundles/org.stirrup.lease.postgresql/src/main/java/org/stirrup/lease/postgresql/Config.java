package org.stirrup.lease.postgresql;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code org.stirrup.lease.postgresql}. Everything is text: what is wrong is said in our own words. */
@ObjectClassDefinition(
        name = "Stirrup leases in PostgreSQL",
        description = "Leases in a PostgreSQL database, which several appliances may share. Used when the feature"
                + " lease-postgresql is installed.")
public @interface Config {
    String URL = "jdbc:postgresql://localhost:5432/stirrup";
    String VARIABLE = "STIRRUP_POSTGRESQL_PASSWORD";

    @AttributeDefinition(
            name = "URL",
            description = "Where the database is: jdbc:postgresql://HOST:PORT/DATABASE. Parameters of the driver may"
                    + " follow, such as ?sslmode=verify-full, but no password.")
    String url() default URL;

    @AttributeDefinition(name = "User", description = "Who logs in; needs the right to make tables the first time.")
    String user() default "stirrup";

    @AttributeDefinition(
            name = "Password file",
            description = "Absolute path of a file whose first line is the password. Read at each login. Empty: the"
                    + " environment variable has it.",
            required = false)
    String passwordFile() default "";

    @AttributeDefinition(
            name = "Password variable",
            description = "Environment variable of the appliance with the password, where there is no file. Not set:"
                    + " no password is sent.")
    String passwordVariable() default VARIABLE;

    @AttributeDefinition(name = "Connections", description = "To the database at the same time, 1 to 100.")
    String connections() default "16";
}
