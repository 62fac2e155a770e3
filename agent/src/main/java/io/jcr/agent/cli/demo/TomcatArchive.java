// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Tomcat's zip: from the local Maven repository where it is there, else from Maven Central. */
final class TomcatArchive {
  private static final String VERSION = "11.0.24";
  private static final String PATH =
      "org/apache/tomcat/tomcat/" + VERSION + "/tomcat-" + VERSION + ".zip";
  private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";
  private static final String SHA_512 =
      "d022f72307d2965e57d03b00616c51bf6054abf78b3fef4570afa8c3c8cf72fd"
          + "c660f319b6e6fd4443aff31733e22377fba46d64bc8c6d8579007b8582a7f88d";
  private static final Duration DOWNLOAD_BOUND = Duration.ofMinutes(5);

  private TomcatArchive() {}

  /** Unpacks it below {@code folder}, and returns Tomcat's own folder there. */
  static Path unpack(Path folder) throws IOException, InterruptedException {
    Path archive = local();
    boolean downloaded = !Files.exists(archive);
    if (downloaded) {
      archive = download(folder.resolve("tomcat.zip"));
    }
    verify(archive);
    unzip(archive, folder);
    return folder.resolve("apache-tomcat-" + VERSION);
  }

  private static Path local() {
    return Path.of(System.getProperty("user.home"), ".m2", "repository").resolve(PATH);
  }

  private static Path download(Path file) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(CENTRAL + PATH)).timeout(DOWNLOAD_BOUND).build();
    int status = HttpClient.newHttpClient().send(request, BodyHandlers.ofFile(file)).statusCode();
    if (status != 200) {
      throw new IOException("HTTP " + status + " for " + request.uri());
    }
    return file;
  }

  private static void verify(Path archive) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive));
      if (!HexFormat.of().formatHex(digest).equals(SHA_512)) {
        throw new IOException(archive + " is not the Tomcat " + VERSION + " that was expected");
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unzip(Path archive, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("entry outside of the archive: " + entry.getName());
        }
        unzip(zip, entry, file);
      }
    }
  }

  private static void unzip(InputStream content, ZipEntry entry, Path file) throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
    } else {
      Files.createDirectories(file.getParent());
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
