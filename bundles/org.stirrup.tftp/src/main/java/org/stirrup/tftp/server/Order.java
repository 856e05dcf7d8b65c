package org.stirrup.tftp.server;

import java.net.InetSocketAddress;
import java.util.OptionalLong;
import org.stirrup.api.content.Resource;
import org.stirrup.tftp.codec.TftpPacket.ReadRequest;
import org.stirrup.tftp.transfer.BlockSource;
import org.stirrup.tftp.transfer.Limits;
import org.stirrup.tftp.transfer.NetasciiSource;
import org.stirrup.tftp.transfer.OctetSource;
import org.stirrup.tftp.transfer.Terms;

/**
 * Who gets which file, and how.
 *
 * @param request as the client sent it
 * @param file its path in the content tree
 * @param size of the file in bytes
 * @param netascii whether it is sent as text
 * @param oddities what is done differently for this client
 */
record Order(
        InetSocketAddress client,
        ReadRequest request,
        String file,
        long size,
        boolean netascii,
        Terms terms,
        Oddities oddities) {

    static Order of(
            InetSocketAddress client, ReadRequest request, Decision.Serve serve, Limits limits, Oddities oddities) {
        long size = serve.resource().size();
        // What netascii makes of a text is longer by an amount that only reading it would show.
        OptionalLong sent = serve.netascii() ? OptionalLong.empty() : OptionalLong.of(size);
        Terms terms = Terms.negotiate(request.options(), sent, oddities.limits(limits));
        oddities.agreed(terms, Terms.negotiate(request.options(), sent, limits));
        return new Order(client, request, serve.path().text(), size, serve.netascii(), terms, oddities);
    }

    BlockSource source(Resource.Content content) {
        return netascii
                ? new NetasciiSource(content, size, terms.blockSize(), terms.windowSize())
                : new OctetSource(content, size, terms.blockSize());
    }
}
