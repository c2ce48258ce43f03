using Pyner.KnowledgeBase;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Reports;
using Pyner.Pipeline.Tables;

namespace Pyner.Pipeline.Outputs;

/// <summary>The files that a job leaves in its output folder, beside the ledger.</summary>
/// <param name="folder">The folder.</param>
/// <param name="timestamp">The time that the outputs carry.</param>
internal sealed class OutputFolder(string folder, DateTimeOffset timestamp)
{
    private static readonly string[] s_all = [KnowledgeBaseFile.Name, IndicesFile.Name, RejectedFilesFile.Name, JobRecordFile.Name, ReportFile.Name];

    /// <summary>Path of the job's record.</summary>
    public string RecordPath => At(JobRecordFile.Name);

    /// <summary>Whether every output is there.</summary>
    public bool IsComplete(JobIdentity identity) =>
        s_all.All(name => File.Exists(At(name)) || (name == IndicesFile.Name && !identity.Studies))
        && (!identity.Tables || File.Exists(Path.Combine(At(TablesFile.Folder), TablesFile.Name)));

    /// <summary>Removes the outputs of an earlier job.</summary>
    /// <exception cref="JobException">One can't be removed.</exception>
    public void Clear()
    {
        try
        {
            TableFolders.RemovePublished(folder);
            TableFolders.RemoveAll(folder, but: null);
            foreach (string name in s_all)
            {
                File.Delete(At(name));
                // What a process that was killed while writing left behind.
                File.Delete(At(name) + AtomicFile.TemporarySuffix);
            }
            Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OutputException)
        {
            throw new JobException(
                $"The outputs of an earlier job in '{folder}' can't be removed: {e.Message} Change the folder's permissions, or choose another one with --out.",
                e);
        }
    }

    /// <summary>Puts on the disk which files there are. To be called before the ledger says that they are, or are gone.</summary>
    public void Flush() => FolderSync.Flush(folder);

    /// <summary>Writes the outputs that are the same bytes for the same source. The knowledge base comes last: where it is, all of them are.</summary>
    /// <returns>The path of each, once it is written.</returns>
    /// <exception cref="OutputException">One can't be written.</exception>
    public IEnumerable<string> Publish(Partial whole, JobIdentity identity)
    {
        RejectedFilesFile.Write(folder, whole.Rejected);
        yield return At(RejectedFilesFile.Name);
        if (identity.Studies)
        {
            IndicesFile.Write(folder, whole);
            yield return At(IndicesFile.Name);
        }
        KnowledgeBaseFile.Write(folder, whole, identity.Stage, timestamp);
        yield return At(KnowledgeBaseFile.Name);
    }

    /// <summary>Takes the knowledge base back, as far as that can be done: it is not to be there where the outputs behind it are not.</summary>
    public void Withdraw()
    {
        try
        {
            File.Delete(At(KnowledgeBaseFile.Name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The job fails, and says why.
        }
    }

    /// <summary>Writes the job's record.</summary>
    /// <exception cref="OutputException">It can't be written.</exception>
    public void WriteRecord(JobRecord record) => AtomicFile.Write(At(JobRecordFile.Name), stream =>
    {
        using (var writer = new JobRecordWriter(stream))
            writer.Write(record);
        stream.WriteByte((byte)'\n');
    });

    /// <summary>Writes the report on the outputs, all of which are there.</summary>
    /// <exception cref="OutputException">It can't be written.</exception>
    public void WriteReport(Partial whole) => ReportFile.Write(folder, ReportCatalogs.Of(whole));

    private string At(string name) => Path.GetFullPath(Path.Combine(folder, name));
}
