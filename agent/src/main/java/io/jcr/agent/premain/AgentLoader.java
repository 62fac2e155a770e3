// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.premain;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * JCR's own class loader: classes and resources from the folder {@code inst/} of the agent's jar,
 * before any of the parent's, so that no library of the application's is seen and none of ours is
 * seen by it. Resources under {@code boot/} are found too: the class files for the boot loader.
 *
 * <p>The jar stays open, once, read-only and without verification of signatures, for as long as the
 * JVM lives; resource URLs read through the same open file.
 */
final class AgentLoader extends ClassLoader {
  private static final String OWN_FOLDER = "inst/";
  private static final String BOOT_FOLDER = "boot/";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;

  AgentLoader(File jar, ClassLoader parent) throws IOException {
    super("jcr", parent);
    this.jar = new JarFile(jar, false);
  }

  /** The jar that this class came from. */
  static File ownJar() throws URISyntaxException {
    URL location = AgentLoader.class.getProtectionDomain().getCodeSource().getLocation();
    return new File(location.toURI());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      ZipEntry entry = jar.getEntry(OWN_FOLDER + name.replace('.', '/') + ".class");
      return entry == null ? super.loadClass(name, resolve) : define(name, entry);
    }
  }

  private Class<?> define(String name, ZipEntry entry) throws ClassNotFoundException {
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " cannot be read from " + jar.getName(), e);
    }
  }

  /** For classes of a named module of this loader; they share its resources. */
  @Override
  protected Class<?> findClass(String moduleName, String name) {
    try {
      return loadClass(name, false);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  @Override
  protected URL findResource(String moduleName, String name) {
    return findResource(name);
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    ZipEntry entry = jar.getEntry(entryName(name));
    if (entry == null) {
      return super.getResourceAsStream(name);
    }
    try {
      return jar.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected URL findResource(String name) {
    return jar.getEntry(entryName(name)) == null ? null : url(name);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return url == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(url));
  }

  private static String entryName(String resource) {
    return resource.startsWith(BOOT_FOLDER) ? resource : OWN_FOLDER + resource;
  }

  private URL url(String name) {
    try {
      return new URL("jcr", "", -1, "/" + name, new EntryHandler());
    } catch (IOException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  /** Opens resource URLs through the loader's own jar: no second descriptor, no cache. */
  private final class EntryHandler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new EntryConnection(url);
    }
  }

  private final class EntryConnection extends URLConnection {
    EntryConnection(URL url) {
      super(url);
    }

    @Override
    public void connect() {}

    @Override
    public InputStream getInputStream() throws IOException {
      ZipEntry entry = jar.getEntry(entryName(getURL().getPath().substring(1)));
      if (entry == null) {
        throw new IOException(getURL() + " is not in " + jar.getName());
      }
      return jar.getInputStream(entry);
    }
  }
}
