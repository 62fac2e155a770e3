// Copyright the JCR authors. SPDX-License-Identifier: Apache-2.0
package io.jcr.agent.request;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** The folder through which command and JVM talk; mode 0700, so only one user's processes. */
public final class RequestFolder implements AutoCloseable {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(MODE);

  private static final String BOUND = "bound.json";
  private static final String WARNINGS = "warnings.json";

  /**
   * Its command holds a lock on it, which the kernel takes away when the command ends. The number
   * and the start of a process would not do: a restored JVM sees other times than the host
   * (time_namespaces(7)).
   */
  private static final String LOCK = "command.lock";

  /** All that is ever in it; each has a dot in front while it is written. */
  private static final List<String> NAMES =
      List.of(Request.FILE, Request.TAKEN, BOUND, WARNINGS, Answer.FILE, LOCK);

  private static final Pattern NAME = Pattern.compile("jcr-request-\\d+");

  private final Path path;
  private final Optional<FileChannel> lock;

  /** Takes a folder that a command has made, or will make. */
  public RequestFolder(Path path) {
    this(path, Optional.empty());
  }

  private RequestFolder(Path path, Optional<FileChannel> lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Where the agent of this process looks when somebody asks for its properties. */
  static Path ofThisProcess() {
    String name = "jcr-request-" + ProcessHandle.current().pid();
    return Path.of(System.getProperty("java.io.tmpdir"), name).toAbsolutePath();
  }

  /** Whether an agent would look there: another folder is not ours to fill and to remove. */
  public static boolean isOfAgent(Path path) {
    return path.isAbsolute()
        && path.getFileName() != null
        && NAME.matcher(path.getFileName().toString()).matches();
  }

  /** Makes one under any name. */
  public static RequestFolder create(Request request) throws IOException {
    return fill(Files.createTempDirectory("jcr-request-"), request);
  }

  /**
   * Makes it where an agent looks, whole with its request; one that a dead command has left is
   * replaced.
   *
   * @throws FileAlreadyExistsException while another command talks to that JVM
   */
  public static RequestFolder create(Path path, Request request) throws IOException {
    RequestFolder folder = new RequestFolder(path);
    if (folder.isPrivate()) {
      folder.removeUnlessInUse();
    }
    RequestFolder filled = fill(Files.createDirectory(hidden(path), PRIVATE), request);
    try {
      filled.moveTo(path);
    } catch (IOException e) {
      filled.close();
      throw e;
    }
    return new RequestFolder(path, filled.lock);
  }

  private static RequestFolder fill(Path path, Request request) throws IOException {
    FileChannel lock =
        FileChannel.open(
            path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    RequestFolder folder = new RequestFolder(path, Optional.of(lock));
    try {
      lock.lock();
      folder.write(Request.FILE, request);
      return folder;
    } catch (IOException e) {
      folder.close();
      throw e;
    }
  }

  /** A name beside it that no agent and no other command takes. */
  private static Path hidden(Path path) {
    return path.resolveSibling("." + path.getFileName() + "-" + ProcessHandle.current().pid());
  }

  /** Takes it away first: another command may put a new one there at any moment. */
  private void removeUnlessInUse() throws IOException {
    if (isInUse()) {
      throw new FileAlreadyExistsException(path.toString());
    }
    RequestFolder left = new RequestFolder(path.resolveSibling(hidden(path) + "-left"));
    try {
      moveTo(left.path);
    } catch (NoSuchFileException e) {
      return; // its own command has removed it
    }
    if (left.isInUse()) {
      left.moveTo(path);
      throw new FileAlreadyExistsException(path.toString());
    }
    left.close();
  }

  /** rename(2) of a folder replaces nothing but an empty one. */
  private void moveTo(Path target) throws IOException {
    try {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (Files.exists(path) && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw (FileAlreadyExistsException)
            new FileAlreadyExistsException(target.toString()).initCause(e);
      }
      throw e;
    }
  }

  /** Whether its command still waits: what nobody waits for is not to be done. */
  private boolean isInUse() throws IOException {
    try (FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true; // a command in this process
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * The request, to be carried out by whoever gets it here: it is given once. Empty where there is
   * none, where another user could have put it there, and where its command is gone.
   */
  Optional<Request> take() throws IOException {
    if (!isPrivate()) {
      return Optional.empty();
    }
    try {
      Path taken = path.resolve(Request.TAKEN);
      Files.move(path.resolve(Request.FILE), taken, StandardCopyOption.ATOMIC_MOVE);
      if (isInUse()) {
        return read(Request.TAKEN, Request.class);
      }
      close();
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private boolean isPrivate() throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    int owner = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return OptionalLong.of(Integer.toUnsignedLong(owner)).equals(ProcessFolder.self().userId())
        && Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).equals(MODE);
  }

  /** Tells the command how long CRIU may take. */
  void promise(Duration timeout) throws IOException {
    put(BOUND, timeout.toSeconds());
  }

  /** How long CRIU may take, once the JVM has said so. */
  public Optional<Duration> bound() throws IOException {
    return read(BOUND, Long.class).map(Duration::ofSeconds);
  }

  /** Warns the command before the dump: a JVM that ends gives no answer. */
  void warn(List<String> warnings) throws IOException {
    put(WARNINGS, warnings);
  }

  /** What the JVM has warned of so far. */
  public List<String> warnings() throws IOException {
    return read(WARNINGS, String[].class).map(List::of).orElse(List.of());
  }

  /** Whether the JVM has it. */
  public boolean isTaken() {
    return Files.exists(path.resolve(Request.TAKEN));
  }

  void answer(Answer answer) throws IOException {
    put(Answer.FILE, answer);
  }

  /** The command may have gone away, and another user may have made a folder of the same name. */
  private void put(String name, Object value) throws IOException {
    if (isPrivate()) {
      write(name, value);
    }
  }

  /** The answer, once it is there. */
  public Optional<Answer> answer() throws IOException {
    return read(Answer.FILE, Answer.class).map(Answer::whole);
  }

  /** Appears whole or not at all. */
  private void write(String name, Object value) throws IOException {
    Path temporary = path.resolve("." + name);
    Files.writeString(
        temporary,
        GSON.toJson(value),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
    Files.move(temporary, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private <T> Optional<T> read(String name, Class<T> type) throws IOException {
    try {
      return Optional.of(GSON.fromJson(Files.readString(path.resolve(name)), type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Removes it; what is not JCR's stays, and the folder with it. */
  @Override
  public void close() throws IOException {
    for (String name : NAMES) {
      Files.deleteIfExists(path.resolve(name));
      Files.deleteIfExists(path.resolve("." + name));
    }
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      // somebody else's file; nobody takes the folder for one that is in use
    }
    if (lock.isPresent()) {
      lock.get().close();
    }
  }
}
