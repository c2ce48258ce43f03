using System.Text;
using Pyner.KnowledgeBase;
using Pyner.Sra;
using Pyner.Sra.Sources;
using Pyner.Sra.Tables;

namespace Pyner.Pipeline.Tests.Fakes;

/// <summary>Counts the lines of a <see cref="MemorySource"/>'s files; a file that begins with "broken" is rejected after one read.</summary>
internal sealed class LineParser : IBatchParser
{
    private readonly byte[] _buffer = new byte[16];

    public string Indexer => "lines";

    public static Partial ParseAll(IEnumerable<MemorySubmission> submissions)
    {
        List<MemorySubmission> all = [.. submissions];
        var source = new MemorySource(all);
        using SubmissionBatchReader reader = source.CreateReader();
        reader.Open(new MemoryBatch { Ordinal = 0, First = 0, End = all.Count });
        using var parser = new LineParser();
        return parser.Parse(reader);
    }

    public Partial Parse(SubmissionBatchReader reader, IRowStore? rows = null)
    {
        var partial = new Partial();
        while (reader.MoveToNextSubmission())
        {
            partial.Totals.Submissions += reader.IsFirstGroup ? 1 : 0;
            while (reader.MoveToNextFile())
            {
                partial.Totals[reader.Kind]++;
                if (reader.Kind is SubmissionFileKind.Sample or SubmissionFileKind.Experiment or SubmissionFileKind.Run)
                    ParseFile(reader, partial);
            }
            if (reader.IsWhole)
                partial.OpenJoins.Resolve();
        }
        partial.Totals.IgnoredFiles += reader.IgnoredFiles;
        return partial;
    }

    public void Dispose()
    {
    }

    private void ParseFile(SubmissionBatchReader reader, Partial partial)
    {
        var text = new StringBuilder();
        for (int count; (count = reader.Read(_buffer)) > 0;)
        {
            text.Append(Encoding.UTF8.GetString(_buffer, 0, count));
            if (text.ToString().StartsWith("broken", StringComparison.Ordinal))
            {
                partial.Rejected.Add(new RejectedFile
                {
                    Accession = reader.Accession,
                    Kind = reader.Kind,
                    Path = reader.FilePath,
                    Code = "broken",
                    Message = "it is broken",
                    Offset = 0
                });
                return;
            }
        }
        partial.Totals.Bytes += text.Length;
        foreach (string line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string value = line[..line.LastIndexOf(' ')];
            switch (reader.Kind)
            {
                case SubmissionFileKind.Sample:
                    partial.Totals.Samples++;
                    partial.Organisms.Add("o" + value, 1, reader.Accession);
                    partial.Attributes.Add("a" + value, 1, 1);
                    break;
                case SubmissionFileKind.Experiment:
                    partial.Totals.Experiments++;
                    partial.Strategies.Add("s" + value, 1, 1);
                    partial.OpenJoins.AddExperiments(reader.Accession, "ERS" + value, "s" + value, 1);
                    break;
                default:
                    partial.Totals.Runs++;
                    break;
            }
        }
    }
}
