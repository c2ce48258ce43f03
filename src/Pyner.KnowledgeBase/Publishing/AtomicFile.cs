namespace Pyner.KnowledgeBase.Publishing;

/// <summary>
/// Writes an output file so that its name only ever shows whole content: under a temporary name in the same folder, flushed to disk,
/// then renamed. A process killed in between leaves the former file, and a temporary one that the next writing replaces.
/// </summary>
public static class AtomicFile
{
    /// <summary>What a file's name has at its end while it is being written.</summary>
    public const string TemporarySuffix = ".tmp";

    private const int BufferSize = 1 << 16;

    // One that began just now may not have locked its file yet.
    private static readonly TimeSpan s_young = TimeSpan.FromMinutes(1);

    // errno on Linux and macOS, where an IOException carries it; the two codes of Windows.
    private static readonly int[] s_noSpace = [28, 69, 122, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>Writes a file, replacing the one of that name.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="content">Writes the content to the stream that it is given. What it throws other than I/O errors passes through.</param>
    /// <exception cref="OutputException">The file can't be written. No temporary file is left.</exception>
    public static void Write(string path, Action<Stream> content) => Write(path, path + TemporarySuffix, content);

    /// <summary>
    /// Writes a file that several processes may write at the same time: each under a temporary name of its own, so that none gives the file's name to what
    /// another one has not finished. Of a process that is killed in between the temporary file stays, until its folder's owner removes it, or
    /// <see cref="RemoveLeftovers"/>.
    /// </summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="content">Writes the content to the stream that it is given. What it throws other than I/O errors passes through.</param>
    /// <exception cref="OutputException">The file can't be written. No temporary file is left.</exception>
    public static void WriteShared(string path, Action<Stream> content) => Write(path, OwnTemporaryName(path), content);

    /// <summary>A temporary name that no other process has that writes the same file.</summary>
    public static string OwnTemporaryName(string path) => $"{path}.{Guid.NewGuid():N}{TemporarySuffix}";

    /// <summary>
    /// Removes the temporary files of their own (<see cref="OwnTemporaryName"/>) that processes which were killed left of a file. Who is writing keeps the
    /// temporary file open with <see cref="FileShare.None"/>, and is left alone. What can't be removed stays.
    /// </summary>
    public static void RemoveLeftovers(string path)
    {
        try
        {
            string prefix = Path.GetFileName(path) + ".";
            foreach (FileInfo file in new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).EnumerateFiles())
            {
                if (file.Name.StartsWith(prefix, StringComparison.Ordinal) && file.Name.EndsWith(TemporarySuffix, StringComparison.Ordinal)
                    && file.Name.Length > prefix.Length + TemporarySuffix.Length
                    && Guid.TryParseExact(file.Name.AsSpan()[prefix.Length..^TemporarySuffix.Length], "N", out _)
                    && file.LinkTarget is null && DateTime.UtcNow - file.LastWriteTimeUtc > s_young)
                    RemoveLeftover(file.FullName);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As said.
        }
    }

    /// <summary>What to throw where a file can't be written: says what is wrong and what to do.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cause">What the system said.</param>
    public static OutputException Failure(string path, Exception cause) => new(path, Explain(path, cause), cause);

    private static void Write(string path, string temporary, Action<Stream> content)
    {
        try
        {
            // Deleted first and then created new: a link that lies there under this name is not followed.
            File.Delete(temporary);
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                content(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e)
        {
            Discard(temporary);
            if (e is IOException or UnauthorizedAccessException)
                throw Failure(path, e);
            throw;
        }
    }

    private static void RemoveLeftover(string temporary)
    {
        try
        {
            using (File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody is writing it, or it is somebody else's.
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report; what stopped the writing may stop the deletion too.
        }
    }

    private static string Explain(string path, Exception cause) => cause switch
    {
        UnauthorizedAccessException =>
            $"'{path}' can't be written: {cause.Message} Make its folder writable, or choose another one.",
        DirectoryNotFoundException =>
            $"'{path}' can't be written: its folder does not exist. Create it, or choose another one.",
        _ when s_noSpace.Contains(cause.HResult) =>
            $"'{path}' can't be written: the disk is full, or a quota is used up. Make room, or choose a folder on another disk.",
        _ => $"'{path}' can't be written: {cause.Message} Check the folder and its disk, or choose another one.",
    };
}
