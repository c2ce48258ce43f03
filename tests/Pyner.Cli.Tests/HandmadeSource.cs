using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Pyner.Cli.Tests;

/// <summary>
/// A source written by hand, with figures that follow from its rule: submission <c>i</c> (from 1) has one experiment (WGS where <c>i</c> is
/// odd, RNA-Seq where it is even), one sample (Oryza sativa where 3 divides <c>i</c>, else Homo sapiens) and one run.
/// </summary>
public static class HandmadeSource
{
    /// <summary>Writes it as a directory tree.</summary>
    public static void WriteTree(string folder, int submissions)
    {
        foreach ((string name, string content) in Files(submissions))
        {
            string path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }
    }

    /// <summary>Writes it as a tar.gz.</summary>
    public static void WriteTarGz(string path, int submissions)
    {
        using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(file, TarEntryFormat.Ustar);
        foreach ((string name, string content) in Files(submissions))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
    }

    /// <summary>Makes one of its files malformed: it ends inside an element.</summary>
    public static void Break(string folder, int submission) =>
        File.WriteAllText(Path.Combine(folder, Accession(submission), $"{Accession(submission)}.run.xml"), "<RUN_SET><RUN accession=\"SRR1\">");

    private static IEnumerable<(string Name, string Content)> Files(int submissions)
    {
        for (int i = 1; i <= submissions; i++)
        {
            string accession = Accession(i);
            yield return ($"{accession}/{accession}.experiment.xml", $"""
                <EXPERIMENT_SET><EXPERIMENT accession="SRX{i:000000}"><TITLE>Library {i}</TITLE><DESIGN><SAMPLE_DESCRIPTOR accession="SRS{i:000000}"/>
                <LIBRARY_DESCRIPTOR><LIBRARY_STRATEGY>{(i % 2 == 1 ? "WGS" : "RNA-Seq")}</LIBRARY_STRATEGY><LIBRARY_SOURCE>GENOMIC</LIBRARY_SOURCE>
                <LIBRARY_SELECTION>RANDOM</LIBRARY_SELECTION><LIBRARY_LAYOUT><PAIRED/></LIBRARY_LAYOUT></LIBRARY_DESCRIPTOR></DESIGN>
                <PLATFORM><ILLUMINA><INSTRUMENT_MODEL>Illumina HiSeq 2000</INSTRUMENT_MODEL></ILLUMINA></PLATFORM></EXPERIMENT></EXPERIMENT_SET>
                """);
            yield return ($"{accession}/{accession}.sample.xml", $"""
                <SAMPLE_SET><SAMPLE accession="SRS{i:000000}"><SAMPLE_NAME><SCIENTIFIC_NAME>{(i % 3 == 0 ? "Oryza sativa" : "Homo sapiens")}</SCIENTIFIC_NAME></SAMPLE_NAME>
                <SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>Tissue</TAG><VALUE>leaf</VALUE></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE></SAMPLE_SET>
                """);
            yield return ($"{accession}/{accession}.run.xml", $"<RUN_SET><RUN accession=\"SRR{i:000000}\"/></RUN_SET>");
        }
    }

    private static string Accession(int submission) => $"SRA{submission:000000}";
}
