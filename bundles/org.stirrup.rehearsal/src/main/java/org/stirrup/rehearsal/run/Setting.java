package org.stirrup.rehearsal.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.stirrup.api.boot.Menu;
import org.stirrup.rehearsal.understudy.Stage;

/**
 * What a rehearsal takes from the real appliance.
 *
 * @param home of it
 * @param program its {@code bin/stirrup}
 * @param images ids of those that it shows
 * @param menu that the real machine is offered
 * @param notes what is otherwise than it would be for the real machine
 * @param limit how long the virtual PC may take
 * @param afterwards how long it stays on when the verdict is there
 */
record Setting(
        Path home,
        Path program,
        Stage stage,
        List<String> images,
        Menu menu,
        List<String> notes,
        Duration limit,
        Duration afterwards) {}
