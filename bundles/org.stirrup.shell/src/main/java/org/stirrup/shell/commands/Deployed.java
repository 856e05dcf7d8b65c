package org.stirrup.shell.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.stirrup.api.swap.Swaps;

/** What was dropped into {@code deploy/}, and which former versions still have transfers under way. */
@Component(service = Deployed.class)
public final class Deployed {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile Swaps swaps;

    /** A line for each jar: {@code tftp.jar: org.stirrup.tftp 0.2.0 in place of 0.1.0}. */
    List<String> dropped() {
        return all().stream().map(Deployed::text).toList();
    }

    /** A line for each version that has left and is still at it. */
    List<String> leaving() {
        return left().stream()
                .map(each -> each.bundle() + ": " + each.underWay() + " of " + each.what() + " still under way")
                .toList();
    }

    List<Map<String, Object>> droppedObjects() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Swaps.Dropped each : all()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("file", each.file());
            object.put("bundle", each.bundle());
            object.put("state", each.state().getClass().getSimpleName());
            object.put("text", text(each));
            objects.add(object);
        }
        return objects;
    }

    List<Map<String, Object>> leavingObjects() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Swaps.Leaving each : left()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("bundle", each.bundle());
            object.put("what", each.what());
            object.put("underWay", each.underWay());
            objects.add(object);
        }
        return objects;
    }

    private static String text(Swaps.Dropped dropped) {
        String what =
                dropped.file() + ": " + dropped.bundle().map(name -> name + " ").orElse("");
        if (dropped.state() instanceof Swaps.State.Serving serving) {
            return what
                    + serving.instead().map(version -> "in place of " + version).orElse("serves");
        } else if (dropped.state() instanceof Swaps.State.StandingBack back) {
            return what + "stands back for " + back.to();
        }
        return what + "quarantined";
    }

    private List<Swaps.Dropped> all() {
        Swaps present = swaps;
        return present == null ? List.of() : present.dropped();
    }

    private List<Swaps.Leaving> left() {
        Swaps present = swaps;
        return present == null ? List.of() : present.leaving();
    }
}
