using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Pyner.Pipeline.Tests;

/// <summary>The same small corpus as a tree, a tar and a tar.gz, made once for a class of tests.</summary>
public sealed class RealSources : IDisposable
{
    private const int Submissions = 400;

    private static readonly string[] s_strategies = ["WGS", "RNA-Seq", "AMPLICON", "OTHER"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<(string Path, string Text)> _files = [];

    public RealSources()
    {
        var random = new Random(77);
        for (int i = 1; i <= Submissions; i++)
            AddSubmission(random, i);
        WriteTree();
        WriteTar();
        WriteTarGz();
    }

    /// <summary>Path of the source of a kind: tree, tar or tar.gz.</summary>
    public string this[string kind] => _folder["source." + kind];

    public void Dispose() => _folder.Dispose();

    private static string Document(string set, Random random, IEnumerable<string> records)
    {
        string text = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{set}>\n{string.Concat(records)}</{set}>\n";
        // A few are cut off, and so no XML.
        return random.Next(30) == 0 ? text[..(text.Length / 2)] : text;
    }

    private void AddSubmission(Random random, int number)
    {
        string accession = string.Create(CultureInfo.InvariantCulture, $"DRA{number:d6}");
        void Add(string kind, string text) => _files.Add(($"{accession}/{accession}.{kind}.xml", text));
        int records = 1 + (int)(Math.Pow(random.NextDouble(), 6) * 60);
        string Sample(int i) => string.Create(CultureInfo.InvariantCulture, $"DRS{number:d6}{i:d3}");
        string Organism() => string.Create(CultureInfo.InvariantCulture, $"Organism {(int)(Math.Pow(random.NextDouble(), 3) * 90)} &amp; co");
        Add("submission", $"<SUBMISSION accession=\"{accession}\"/>");
        if (random.Next(10) > 0)
        {
            Add("sample", Document("SAMPLE_SET", random, Enumerable.Range(0, records).Select(i =>
                $"<SAMPLE accession=\"{Sample(i)}\"><SAMPLE_NAME><SCIENTIFIC_NAME>{Organism()}</SCIENTIFIC_NAME></SAMPLE_NAME><SAMPLE_ATTRIBUTES>"
                + $"<SAMPLE_ATTRIBUTE><TAG>Tag{random.Next(20)}</TAG><VALUE>v</VALUE></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE>\n")));
        }
        if (random.Next(10) > 0)
        {
            Add("experiment", Document("EXPERIMENT_SET", random, Enumerable.Range(0, records).Select(i =>
                $"<EXPERIMENT accession=\"DRX{number}{i}\"><TITLE>t</TITLE><DESIGN><SAMPLE_DESCRIPTOR accession=\"{Sample(random.Next(records + 1))}\"/>"
                + $"<LIBRARY_DESCRIPTOR><LIBRARY_STRATEGY>{s_strategies[random.Next(4)]}</LIBRARY_STRATEGY><LIBRARY_SOURCE>GENOMIC</LIBRARY_SOURCE>"
                + "<LIBRARY_SELECTION>RANDOM</LIBRARY_SELECTION><LIBRARY_LAYOUT><PAIRED/></LIBRARY_LAYOUT></LIBRARY_DESCRIPTOR></DESIGN>"
                + "<PLATFORM><ILLUMINA><INSTRUMENT_MODEL>Illumina HiSeq 2000</INSTRUMENT_MODEL></ILLUMINA></PLATFORM></EXPERIMENT>\n")));
        }
        if (random.Next(10) > 0)
            Add("run", Document("RUN_SET", random, Enumerable.Range(0, records).Select(i => $"<RUN accession=\"DRR{number}{i}\"/>\n")));
        if (random.Next(10) == 0)
            _files.Add(($"{accession}/readme.txt", "not a submission file"));
    }

    private void WriteTree()
    {
        foreach ((string path, string text) in _files)
        {
            string full = Path.Combine(this["tree"], path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text);
        }
    }

    private void WriteTar()
    {
        using FileStream file = File.Create(this["tar"]);
        WriteMembers(file, _files);
    }

    private void WriteTarGz()
    {
        // Members of a submission need not be neighbours: the order is disturbed over a short distance.
        var random = new Random(78);
        (string Path, string Text)[] members = [.. _files.Select((member, i) => (member, Key: i + random.Next(12)))
            .OrderBy(pair => pair.Key).Select(pair => pair.member)];
        using FileStream file = File.Create(this["tar.gz"]);
        using var gzip = new GZipStream(file, CompressionLevel.Fastest);
        WriteMembers(gzip, members);
    }

    private static void WriteMembers(Stream stream, IEnumerable<(string Path, string Text)> members)
    {
        using var tar = new TarWriter(stream, TarEntryFormat.Ustar, true);
        foreach ((string path, string text) in members)
        {
            using var data = new MemoryStream(Encoding.UTF8.GetBytes(text));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = data, ModificationTime = DateTimeOffset.UnixEpoch });
        }
    }
}
