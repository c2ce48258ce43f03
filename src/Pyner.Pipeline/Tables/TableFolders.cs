using System.Globalization;
using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Pipeline.Tables;

/// <summary>
/// Where a job's tables grow: a folder of its own inside the output folder, by the job's id, so that nothing of another job is ever mixed in. What is published
/// is moved from there in one piece.
/// </summary>
/// <param name="outputFolder">The output folder.</param>
/// <param name="jobId">The job.</param>
internal sealed class TableFolders(string outputFolder, string jobId)
{
    private const string Parent = ".pyner";
    private const string Prefix = "tables-";
    private const string ListPrefix = "until-";
    private const string ListExtension = ".list";

    /// <summary>The job.</summary>
    public string JobId { get; } = jobId;

    /// <summary>The published tables.</summary>
    public string Target { get; } = Path.Combine(outputFolder, TablesFile.Folder);

    /// <summary>Whether what is published is this job's, all of it: what else there is of the job is then of no more use.</summary>
    public bool IsPublished => TablesFile.JobOf(Target) == JobId;

    /// <summary>Everything of the job.</summary>
    public string Root { get; } = Path.Combine(outputFolder, Parent, Prefix + jobId);

    /// <summary>The batches' parts.</summary>
    public string Parts => Path.Combine(Root, "parts");

    /// <summary>The tables as they will be published.</summary>
    public string Tables => Path.Combine(Root, TablesFile.Folder);

    /// <summary>What the batches before an ordinal had for parts, as far as they are in one file with it.</summary>
    public string List(long endBatch) => Path.Combine(Root, string.Create(CultureInfo.InvariantCulture, $"{ListPrefix}{endBatch:D9}{ListExtension}"));

    /// <summary>The lists that there are (<see cref="List"/>) for ordinals behind one, up to another one.</summary>
    public IEnumerable<string> Lists(long behind, long to)
    {
        string[] paths;
        try
        {
            paths = Directory.GetFiles(Root, $"{ListPrefix}*{ListExtension}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
        return paths.Where(path =>
            long.TryParse(
                Path.GetFileName(path.AsSpan())[ListPrefix.Length..^ListExtension.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long endBatch)
            && endBatch > behind && endBatch <= to);
    }

    /// <summary>A file of a table.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="number">The file's number, from 0.</param>
    /// <param name="extension">What its name ends with.</param>
    public string File(string table, long number, string extension) =>
        Path.Combine(Tables, table, string.Create(CultureInfo.InvariantCulture, $"part-{number:D5}{extension}"));

    /// <summary>Removes everything of the job but what is published. What can't be removed stays.</summary>
    public void Remove()
    {
        Remove(Root);
        try
        {
            // Unless something else is in it.
            Directory.Delete(Path.GetDirectoryName(Root)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As said.
        }
    }

    /// <summary>Removes what other jobs left in the output folder.</summary>
    /// <exception cref="OutputException">It can't be removed.</exception>
    public void RemoveOthers() => RemoveAll(outputFolder, Path.GetFileName(Root));

    /// <summary>Stops where the tables would take the place of a file, or of a folder that is none of this tool's.</summary>
    /// <exception cref="JobException">There is such a file or folder.</exception>
    public static void CheckPlace(string outputFolder)
    {
        string target = Path.Combine(outputFolder, TablesFile.Folder);
        if (System.IO.File.Exists(target))
            throw new JobException($"'{target}' is where the tables would go, but is a file. Move it away, or choose another output folder.");
        if (Directory.Exists(target) && TablesFile.JobOf(target) is null)
            throw new JobException($"'{target}' is where the tables would go, but holds something else. Move it away, or choose another output folder.");
    }

    /// <summary>Removes the published tables of an output folder. A folder of that name that is none of this tool's stays.</summary>
    /// <exception cref="OutputException">They can't be removed.</exception>
    public static void RemovePublished(string outputFolder)
    {
        string target = Path.Combine(outputFolder, TablesFile.Folder);
        if (TablesFile.JobOf(target) is null)
            return;
        try
        {
            // Killed in between, what is left must not look like tables.
            Directory.CreateDirectory(Path.Combine(outputFolder, Parent));
            Directory.Move(target, Path.Combine(outputFolder, Parent, $"{Prefix}replaced-{Guid.NewGuid():N}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(target, $"The tables of an earlier job, '{target}', can't be removed: {e.Message}", e);
        }
    }

    /// <summary>Removes what jobs left in an output folder.</summary>
    /// <param name="outputFolder">The output folder.</param>
    /// <param name="but">Name of the folder to leave, or null.</param>
    /// <exception cref="OutputException">It can't be removed.</exception>
    public static void RemoveAll(string outputFolder, string? but)
    {
        try
        {
            var parent = new DirectoryInfo(Path.Combine(outputFolder, Parent));
            if (!parent.Exists)
                return;
            foreach (DirectoryInfo folder in parent.EnumerateDirectories(Prefix + "*"))
            {
                if (folder.Name != but)
                    folder.Delete(recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(outputFolder, $"The tables of an earlier job in '{outputFolder}' can't be removed: {e.Message}", e);
        }
    }

    /// <summary>Puts the tables in the place of those that are published. Does nothing where it was done.</summary>
    /// <exception cref="OutputException">It can't be done, or there are none.</exception>
    public void Publish()
    {
        try
        {
            // Asked first: where somebody else has put them in place, what is still being written beside them by one who was frozen is not all of them.
            if (IsPublished)
                return;
            if (!Directory.Exists(Tables))
                throw new IOException("they are not there any more.");
            // It was not when the job began.
            if (Directory.Exists(Target) && TablesFile.JobOf(Target) is null)
                throw new IOException("something else is there by now. Move it away.");
            foreach (string unfinished in Directory.EnumerateFiles(Tables, "*" + AtomicFile.TemporarySuffix, SearchOption.AllDirectories))
                System.IO.File.Delete(unfinished);
            string replaced = Path.Combine(Root, "replaced");
            if (Directory.Exists(Target))
            {
                if (Directory.Exists(replaced))
                    Directory.Delete(replaced, recursive: true);
                Directory.Move(Target, replaced);
            }
            Directory.Move(Tables, Target);
            FolderSync.Flush(Path.GetDirectoryName(Target)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(Target, $"The tables can't be put in place as '{Target}': {e.Message}", e);
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A worker that is late may be writing there: the next job in this folder removes it.
        }
    }
}
