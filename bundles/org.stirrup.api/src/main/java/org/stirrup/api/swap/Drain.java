package org.stirrup.api.swap;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The transfers that a server still has under way when it leaves. Its ports for requests are closed; what is listed
 * here runs on threads and sockets of its own, until it has ended or is cut off.
 */
@ConsumerType
public interface Drain {
    /** Short, for people: {@code tftp on eth1}. */
    String name();

    /** How many are under way; never more than before. */
    int underWay();

    /** Completes, never exceptionally, when the last has ended and nothing of it is open. */
    CompletionStage<Void> ended();

    /** Ends what is still under way, telling the clients where the protocol can. Returns soon; more than once is once. */
    void cutOff();
}
