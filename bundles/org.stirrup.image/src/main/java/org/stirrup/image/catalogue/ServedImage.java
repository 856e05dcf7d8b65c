package org.stirrup.image.catalogue;

import org.stirrup.api.content.ResourcePath;
import org.stirrup.image.identify.Identity;

/**
 * An image that a rule knows and that clients can read.
 *
 * @param id unique among the images served
 * @param mount of its tree
 * @param file of the image as one file
 */
public record ServedImage(String id, Identity identity, ResourcePath mount, ResourcePath file) {}
