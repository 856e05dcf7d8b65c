package org.stirrup.repository.mirror.verify;

import org.stirrup.api.content.ResourcePath;

/**
 * What an index says of a file.
 *
 * @param size in bytes; -1 where only its checksum is known
 * @param sha256 in lower-case hex
 * @param source the index that says so
 */
public record Expected(long size, String sha256, ResourcePath source) {}
