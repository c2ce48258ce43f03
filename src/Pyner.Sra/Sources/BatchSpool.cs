using System.Buffers;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Pyner.Sra.Sources.Archive;
using Pyner.Sra.Sources.Spooling;

namespace Pyner.Sra.Sources;

/// <summary>
/// One job's batches of a tar.gz as files, so that other processes can read them: a stream can be read once only, by the process that plans. Each batch is
/// one segment file in a sub-folder that is named by the job's id. Nothing in the spool is reached through a symbolic link; its folder itself may be one.
/// </summary>
/// <remarks>
/// A segment has the content of the files that are read, as it is: of a member of up to 2^50 bytes (the largest that a tar is believed),
/// in memory that does not depend on it. May be used by several threads and processes.
/// </remarks>
public sealed class BatchSpool
{
    private const int MaxJobId = 64;
    private const string SegmentSuffix = ".segment";
    private const string TemporarySuffix = ".tmp";

    private static readonly SearchValues<char> s_idCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly string _folder;

    /// <summary>Names a job's part of a spool. Nothing is looked at or made yet.</summary>
    /// <param name="folder">The spool, for all jobs.</param>
    /// <param name="jobId">The job: 1 to 64 letters, digits, hyphens and underscores.</param>
    /// <param name="forTables">Whether the job writes tables, for which files of more kinds are read. All who use the job's part must say the same.</param>
    /// <exception cref="ArgumentException">The id is not of that form.</exception>
    public BatchSpool(string folder, string jobId, bool forTables = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(jobId);
        if (!IsJobId(jobId))
            throw new ArgumentException("a job's id is 1 to 64 letters, digits, hyphens and underscores", nameof(jobId));
        JobId = jobId;
        ForTables = forTables;
        _folder = Path.Combine(Path.GetFullPath(folder), jobId);
    }

    /// <summary>The job.</summary>
    public string JobId { get; }

    /// <summary>Whether the files that only tables need have their content too: submission and study files.</summary>
    public bool ForTables { get; }

    /// <summary>The ids of the jobs of which there is something in a spool.</summary>
    /// <exception cref="SpoolException">The spool can't be listed.</exception>
    public static IReadOnlyList<string> ListJobs(string folder) => Guard(folder, "listed", () =>
    {
        var spool = new DirectoryInfo(folder);
        return (IReadOnlyList<string>)(spool.Exists
            ? [.. spool.EnumerateDirectories("*", s_all)
                .Where(job => job.LinkTarget is null && IsJobId(job.Name))
                .Select(job => job.Name)
                .Order(StringComparer.Ordinal)]
            : []);
    });

    /// <summary>
    /// Reads a batch from its stream to its end and writes it as a segment: under a temporary name, flushed to disk, then renamed. A segment
    /// that is there already is replaced.
    /// </summary>
    /// <remarks>
    /// Flushing takes longer than inflating on most disks: several threads may write at a time, each a batch of its own, where the plan was
    /// told so many readers.
    /// </remarks>
    /// <param name="source">The tar.gz.</param>
    /// <param name="batch">The batch, as its plan gave it.</param>
    /// <exception cref="SourceException">The stream is cut off or damaged within the batch; no segment was written.</exception>
    /// <exception cref="SpoolException">The segment can't be written; no temporary file is left, and the batch is lost to this plan.</exception>
    /// <exception cref="OperationCanceledException">The plan was cancelled.</exception>
    public SpooledBatch Write(SubmissionSource source, SubmissionBatch batch)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source is not TarGzSubmissionSource || batch is not StreamedBatch)
            throw new ArgumentException("only a batch of a tar.gz is spooled: others are read where they are", nameof(batch));
        using var reader = (TarGzBatchReader)source.CreateReader();
        reader.Open(batch);
        string path = SegmentPath(batch.Ordinal);
        return Guard(path, "written", () => WriteSegment(reader, batch.Ordinal, path));
    }

    /// <summary>Removes a batch's segment.</summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="SpoolException">It can't be removed.</exception>
    public bool Delete(long ordinal)
    {
        string path = SegmentPath(ordinal);
        return Guard(path, "removed", () =>
        {
            if (!FindFolder(out _) || !File.Exists(path))
                return false;
            File.Delete(path);
            return true;
        });
    }

    /// <summary>
    /// Removes all segments of the job, those too that a killed process left unfinished, and the job's folder unless it holds something else.
    /// </summary>
    /// <exception cref="SpoolException">Something can't be removed.</exception>
    public void DeleteAll() => Guard(_folder, "removed", () =>
    {
        DeleteFiles(file => IsSegment(file, out _) || IsTemporary(file));
        try
        {
            if (FindFolder(out _))
                Directory.Delete(_folder, recursive: false);
        }
        catch (IOException)
        {
            // Not empty: another's file, or what network file systems keep of a deleted file until its last reader is gone.
        }
        return true;
    });

    /// <summary>
    /// Removes what processes that were killed left unfinished. For the one that alone writes to the job's spool, before it begins: what
    /// another one is writing would be lost.
    /// </summary>
    /// <exception cref="SpoolException">Something can't be removed.</exception>
    public void DeleteUnfinished() => Guard(_folder, "removed", () => DeleteFiles(IsTemporary));

    /// <summary>Which batches are there.</summary>
    /// <exception cref="SpoolException">The spool can't be listed.</exception>
    public SpoolContent List() => Guard(_folder, "listed", () =>
    {
        var ordinals = new List<long>();
        long bytes = 0;
        foreach (FileInfo file in Files())
        {
            if (IsSegment(file, out long ordinal))
                ordinals.Add(ordinal);
            else if (!IsTemporary(file))
                continue;
            // 0 for one that another process removed meanwhile.
            bytes += file.Exists ? file.Length : 0;
        }
        ordinals.Sort();
        return new SpoolContent(ordinals, bytes);
    });

    /// <summary>Where a batch's segment is.</summary>
    internal string SegmentPath(long ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        return Path.Combine(_folder, SegmentName(ordinal));
    }

    private static bool IsJobId(string text) => text.Length is > 0 and <= MaxJobId && !text.AsSpan().ContainsAnyExcept(s_idCharacters);

    private static string SegmentName(long ordinal) => ordinal.ToString("D10", CultureInfo.InvariantCulture) + SegmentSuffix;

    private static bool IsSegment(FileInfo file, out long ordinal)
    {
        ordinal = -1;
        return file.Name.EndsWith(SegmentSuffix, StringComparison.Ordinal)
            && long.TryParse(file.Name.AsSpan(0, file.Name.Length - SegmentSuffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out ordinal)
            && file.Name == SegmentName(ordinal);
    }

    private static bool IsTemporary(FileInfo file) =>
        file.Name.EndsWith(TemporarySuffix, StringComparison.Ordinal) && file.Name.Contains(SegmentSuffix, StringComparison.Ordinal);

    private SpooledBatch WriteSegment(TarGzBatchReader reader, long ordinal, string path)
    {
        if (!FindFolder(out _))
            Directory.CreateDirectory(_folder);
        // A name of its own: another process that takes itself for the job's writer, though it no longer is, must not write to the same file.
        string temporary = $"{path}.{Guid.NewGuid():N}{TemporarySuffix}";
        try
        {
            SpooledBatch spooled;
            using (SafeFileHandle file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                spooled = new SegmentWriter(file, JobId, ordinal, ForTables).Write(reader);
                RandomAccess.FlushToDisk(file);
            }
            File.Move(temporary, path, overwrite: true);
            return spooled;
        }
        catch
        {
            Discard(temporary);
            throw;
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

    private bool DeleteFiles(Func<FileInfo, bool> isWanted)
    {
        foreach (FileInfo file in Files())
            if (isWanted(file))
                File.Delete(file.FullName);
        return true;
    }

    /// <summary>The regular files in the job's folder.</summary>
    private FileInfo[] Files() => FindFolder(out DirectoryInfo folder) ? [.. folder.EnumerateFiles("*", s_all).Where(file => file.LinkTarget is null)] : [];

    private bool FindFolder(out DirectoryInfo folder)
    {
        folder = new DirectoryInfo(_folder);
        if (folder.LinkTarget is not null)
            throw new IOException($"'{_folder}' is a symbolic link, which is not followed.");
        return folder.Exists;
    }

    private static T Guard<T>(string path, string action, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpoolException($"'{path}' can't be {action}: {e.Message} Check the spool's folder, its permissions and the room on its disk.", e);
        }
    }
}
