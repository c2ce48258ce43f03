using System.Text.Json;
using System.Xml;

namespace Pyner.Benchmarks.Baseline;

/// <summary>The whole job with <see cref="XmlReader"/>: the same counting over a tree of submissions, by one or several threads.</summary>
internal static class XmlReaderBaseline
{
    private const int Share = 100;

    private static readonly (string Suffix, string Record)[] s_kinds =
        [(".sample.xml", "SAMPLE"), (".experiment.xml", "EXPERIMENT"), (".run.xml", "RUN")];

    /// <summary>Counts a tree.</summary>
    /// <param name="root">Folder with one folder per submission.</param>
    /// <param name="threads">Threads that read.</param>
    public static BaselineTally Count(string root, int threads)
    {
        string[] folders = Directory.GetDirectories(root);
        Array.Sort(folders, StringComparer.Ordinal);
        int next = 0;
        var whole = new BaselineTally();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Work))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
        return whole;

        void Work()
        {
            var tally = new BaselineTally();
            var reader = new BaselineReader();
            BaselineFile[] files = [new(), new(), new()];
            int first;
            while ((first = Interlocked.Add(ref next, Share) - Share) < folders.Length)
            {
                for (int i = first; i < Math.Min(first + Share, folders.Length); i++)
                    CountSubmission(folders[i], reader, files, tally);
            }
            lock (whole)
                whole.Add(tally);
        }
    }

    /// <summary>Writes the figures under the names that they have in a knowledge base.</summary>
    public static void Write(BaselineTally tally, string file)
    {
        using FileStream stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("files_processed", tally.Submissions);
        json.WriteStartObject("statistics");
        json.WriteNumber("total_experiments", tally.Experiments);
        json.WriteNumber("total_samples", tally.Samples);
        json.WriteNumber("total_runs", tally.Runs);
        foreach (BaselineCatalog catalog in Enum.GetValues<BaselineCatalog>())
            json.WriteNumber("unique_" + Key(catalog), tally.Values[(int)catalog].Count);
        json.WriteNumber("missing_fields", tally.ExperimentsMissingFields + tally.SamplesMissingFields);
        json.WriteNumber("experiments_missing_fields", tally.ExperimentsMissingFields);
        json.WriteNumber("samples_missing_fields", tally.SamplesMissingFields);
        json.WriteNumber("misplaced_records", tally.Misplaced);
        json.WriteNumber("unresolved_sample_references", tally.Unresolved);
        json.WriteNumber("rejected_files", tally.Rejected);
        json.WriteEndObject();
        json.WriteStartObject("organisms");
        foreach ((string name, (long count, long submissions)) in tally.Values[(int)BaselineCatalog.Organisms])
        {
            json.WriteStartObject(name);
            json.WriteNumber("count", count);
            json.WriteNumber("studies", submissions);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        WriteCatalogs(json, tally, submissions: false);
        json.WriteStartObject("submissions_behind");
        WriteCatalogs(json, tally, submissions: true);
        json.WriteEndObject();
        WritePairs(json, tally);
        json.WriteEndObject();
    }

    private static void CountSubmission(string folder, BaselineReader reader, BaselineFile[] files, BaselineTally tally)
    {
        string accession = Path.GetFileName(folder);
        string[] names = Directory.GetFiles(folder);
        BaselineFile? samples = null;
        BaselineFile? experiments = null;
        for (int kind = 0; kind < s_kinds.Length; kind++)
        {
            string path = Path.Combine(folder, accession + s_kinds[kind].Suffix);
            if (Array.IndexOf(names, path) < 0)
                continue;
            BaselineFile file = files[kind];
            file.Clear();
            try
            {
                using var stream = new FileStream(
                    path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
                reader.Read(stream, s_kinds[kind].Record, file);
            }
            catch (XmlException)
            {
                tally.Rejected++;
                continue;
            }
            file.AddTo(tally);
            if (kind == 0)
                samples = file;
            else if (kind == 1)
                experiments = file;
        }
        tally.Submissions++;
        Join(samples, experiments, tally);
    }

    private static void Join(BaselineFile? samples, BaselineFile? experiments, BaselineTally tally)
    {
        if (experiments is null)
            return;
        var pairs = new Dictionary<(string, string), long>();
        foreach ((string sample, string strategy) in experiments.Pointers)
        {
            if (samples is not null && sample.Length > 0 && samples.OrganismOfSample.TryGetValue(sample, out string? organism))
                pairs[(organism, strategy)] = pairs.GetValueOrDefault((organism, strategy)) + 1;
            else
                tally.Unresolved++;
        }
        foreach (((string, string) pair, long count) in pairs)
            BaselineTally.Add(tally.Pairs, pair, count, 1);
    }

    private static string Key(BaselineCatalog catalog) => JsonNamingPolicy.SnakeCaseLower.ConvertName(catalog.ToString());

    private static void WriteCatalogs(Utf8JsonWriter json, BaselineTally tally, bool submissions)
    {
        foreach (BaselineCatalog catalog in Enum.GetValues<BaselineCatalog>())
        {
            if (catalog == BaselineCatalog.Organisms)
                continue;
            json.WriteStartObject(Key(catalog));
            foreach ((string value, (long count, long behind)) in tally.Values[(int)catalog])
                json.WriteNumber(value, submissions ? behind : count);
            json.WriteEndObject();
        }
    }

    private static void WritePairs(Utf8JsonWriter json, BaselineTally tally)
    {
        json.WriteStartObject("organism_strategies");
        foreach (var organism in tally.Pairs.GroupBy(pair => pair.Key.Organism))
        {
            json.WriteStartObject(organism.Key);
            foreach (((_, string strategy), (long count, long submissions)) in organism)
            {
                json.WriteStartObject(strategy);
                json.WriteNumber("count", count);
                json.WriteNumber("submissions", submissions);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
