using System.Security.Cryptography;
using System.Text;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Outputs;

namespace Pyner.Pipeline.Reports;

/// <summary>
/// The file report.html: one self-contained page about a job, without a script and without anything from elsewhere. It says nothing that the
/// outputs beside it do not say, so the same outputs give the same bytes, whenever it is made.
/// </summary>
public static class ReportFile
{
    /// <summary>The file's name in the output folder.</summary>
    public const string Name = "report.html";

    /// <summary>The source expression that lets a report's style sheet through a Content-Security-Policy.</summary>
    public static string StyleSource { get; } = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(ReportStyle.Sheet)))}'";

    private const int BufferSize = 1 << 14;

    /// <summary>Makes it from the files of a knowledge base: knowledge_base.json, job.json and rejected.jsonl.</summary>
    /// <param name="folder">The folder that they are in.</param>
    /// <param name="path">The file to write; null for report.html beside them.</param>
    /// <returns>Full path of the report.</returns>
    /// <exception cref="KnowledgeBaseFileException">There is no knowledge base, or it can't be read.</exception>
    /// <exception cref="ReportException">One of the other files is missing, broken, or of another job.</exception>
    /// <exception cref="OutputException">The report can't be written; a former one is still there.</exception>
    public static string Make(string folder, string? path = null)
    {
        path ??= Path.Combine(folder, Name);
        AtomicFile.RemoveLeftovers(path);
        PublishedKnowledgeBase published = KnowledgeBaseFile.Read(folder);
        Write(folder, path, ReportCatalogs.Of(published), AtomicFile.WriteShared, published);
        return Path.GetFullPath(path);
    }

    /// <summary>Makes it where the knowledge base is still in memory.</summary>
    internal static void Write(string folder, ReportCatalogs catalogs) => Write(folder, Path.Combine(folder, Name), catalogs, AtomicFile.Write);

    private static void Write(
        string folder, string path, ReportCatalogs catalogs, Action<string, Action<Stream>> write, PublishedKnowledgeBase? published = null)
    {
        JobFacts job = JobFactsReader.Read(Path.Combine(folder, JobRecordFile.Name));
        RejectedDigest rejected = RejectedDigestReader.Read(Path.Combine(folder, RejectedFilesFile.Name));
        RequireOneJob(folder, job, rejected, catalogs);
        if (published is not null && job.Stage != published.Stage)
            throw NotOneJob(folder, $"{JobRecordFile.Name} has {Named(job.Stage)}, {KnowledgeBaseFile.Name} {Named(published.Stage)}");
        write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), BufferSize, leaveOpen: true) { NewLine = "\n" };
            new ReportPage(job, catalogs, rejected).Write(new HtmlOutput(writer));
        });
    }

    // Copied together by hand, or half replaced by another job: figures that do not belong together must not stand on one page.
    private static void RequireOneJob(string folder, JobFacts job, RejectedDigest rejected, ReportCatalogs catalogs)
    {
        if (job.Submissions != catalogs.Submissions)
            throw NotOneJob(folder, $"{JobRecordFile.Name} has {job.Submissions} submissions, {KnowledgeBaseFile.Name} {catalogs.Submissions}");
        long files = catalogs.Statistics.RejectedFiles;
        if (job.RejectedFiles != files)
            throw NotOneJob(folder, $"{JobRecordFile.Name} has {job.RejectedFiles} rejected files, {KnowledgeBaseFile.Name} {files}");
        if (rejected.Files != files)
            throw NotOneJob(folder, $"{RejectedFilesFile.Name} has {rejected.Files} lines, {KnowledgeBaseFile.Name} {files} rejected files");
        if (job.RejectedByCode is not { } codes)
            return;
        // As many in all: where one code has more files than in the record, that is enough to see.
        foreach (RejectedReason reason in rejected.Reasons)
        {
            long recorded = codes.GetValueOrDefault(reason.Code);
            if (recorded != reason.Files)
                throw NotOneJob(
                    folder, $"{RejectedFilesFile.Name} has {reason.Files} lines with the code {reason.Code}, {JobRecordFile.Name} {recorded} files");
        }
    }

    private static string Named(int? stage) => stage is int number ? $"stage {number}" : "no stage";

    private static ReportException NotOneJob(string folder, string difference) =>
        new($"The files in '{folder}' are not of one job: {difference}. Build it again with 'pyner build', or name another folder.");
}
