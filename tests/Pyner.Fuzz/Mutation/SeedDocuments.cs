using System.Text;
using Pyner.Verification;

namespace Pyner.Fuzz.Mutation;

/// <summary>Small documents that mutation starts from. They are part of what a seed means: changing one changes every mutated document.</summary>
public static class SeedDocuments
{
    private const string Experiment =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <EXPERIMENT_SET xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <EXPERIMENT alias="a &amp; b" accession="SRX000001" center_name='c'>
            <IDENTIFIERS><PRIMARY_ID>SRX000001</PRIMARY_ID></IDENTIFIERS>
            <TITLE>RNA &lt;seq&gt; of caf&#xE9; é</TITLE>
            <DESIGN>
              <DESIGN_DESCRIPTION/>
              <SAMPLE_DESCRIPTOR accession="SRS000001"><!-- <TITLE>x</TITLE> --></SAMPLE_DESCRIPTOR>
              <LIBRARY_DESCRIPTOR>
                <LIBRARY_STRATEGY>RNA-Seq</LIBRARY_STRATEGY>
                <LIBRARY_SOURCE><![CDATA[TRANSCRIPTOMIC]]></LIBRARY_SOURCE>
                <LIBRARY_SELECTION> cDNA </LIBRARY_SELECTION>
                <LIBRARY_LAYOUT><PAIRED NOMINAL_LENGTH="200"/></LIBRARY_LAYOUT>
              </LIBRARY_DESCRIPTOR>
            </DESIGN>
            <PLATFORM><ILLUMINA><INSTRUMENT_MODEL>Illumina HiSeq 2000</INSTRUMENT_MODEL></ILLUMINA></PLATFORM>
          </EXPERIMENT>
          <EXPERIMENT accession="SRX000002"><TITLE/></EXPERIMENT>
        </EXPERIMENT_SET>
        """;

    private const string Sample =
        """
        <?xml version='1.0'?>
        <SAMPLE_SET>
        <SAMPLE accession="SRS000001" alias="s">
          <TITLE>t</TITLE>
          <SAMPLE_NAME><TAXON_ID>9606</TAXON_ID><SCIENTIFIC_NAME>Homo sapiens</SCIENTIFIC_NAME></SAMPLE_NAME>
          <SAMPLE_ATTRIBUTES>
            <SAMPLE_ATTRIBUTE><TAG>Strain</TAG><VALUE>x</VALUE><UNITS>u</UNITS></SAMPLE_ATTRIBUTE>
            <SAMPLE_ATTRIBUTE><TAG>STRAIN</TAG><VALUE>&#32;</VALUE></SAMPLE_ATTRIBUTE>
            <SAMPLE_ATTRIBUTE><TAG>geo&#x2D;loc</TAG><VALUE>日本</VALUE></SAMPLE_ATTRIBUTE>
          </SAMPLE_ATTRIBUTES>
        </SAMPLE>
        <SAMPLE accession='SRS000002'><SAMPLE_NAME><SCIENTIFIC_NAME></SCIENTIFIC_NAME></SAMPLE_NAME></SAMPLE>
        </SAMPLE_SET>
        """;

    private const string Run =
        "<RUN_SET><RUN accession='SRR1'><RUN_ATTRIBUTES><RUN_ATTRIBUTE><TAG>a</TAG><VALUE>b</VALUE></RUN_ATTRIBUTE></RUN_ATTRIBUTES></RUN>\r\n"
        + "<RUN/><?pi x?></RUN_SET>\r\n";

    private const string Namespaces =
        """
        <p:S xmlns:p="urn:p" xmlns="urn:d"><SAMPLE xmlns:q="urn:q" q:accession="no" accession="S"><p:SAMPLE_NAME/><SAMPLE_NAME><q:x a="1" q:a="2" p:a='3'/><SCIENTIFIC_NAME xml:space="preserve"> o </SCIENTIFIC_NAME></SAMPLE_NAME></SAMPLE></p:S>
        """;

    private const string Doctype =
        """
        <!DOCTYPE S [<!ENTITY org "Mus musculus"><!ATTLIST SAMPLE accession CDATA "DEFAULT">]>
        <S><SAMPLE><SAMPLE_NAME><SCIENTIFIC_NAME>&org;</SCIENTIFIC_NAME></SAMPLE_NAME></SAMPLE></S>
        """;

    private const string Package =
        "<EXPERIMENT_PACKAGE_SET><EXPERIMENT_PACKAGE><EXPERIMENT accession='E'><TITLE>t<b>u</b>v</TITLE></EXPERIMENT>"
        + "<SAMPLE accession='S'/><RUN_SET><RUN/></RUN_SET></EXPERIMENT_PACKAGE></EXPERIMENT_PACKAGE_SET>";

    private const string Short = "<EXPERIMENT accession='a'><TITLE>b</TITLE></EXPERIMENT>";

    /// <summary>The documents.</summary>
    public static IReadOnlyList<SeedDocument> All { get; } =
    [
        Utf8(DocumentKind.Experiment, Experiment),
        Utf8(DocumentKind.Experiment, Experiment.ReplaceLineEndings("\r\n")),
        Utf8(DocumentKind.Experiment, "\uFEFF" + Experiment),
        Utf8(DocumentKind.Experiment, Short),
        Utf8(DocumentKind.Experiment, Package),
        Utf8(DocumentKind.Sample, Sample),
        Utf8(DocumentKind.Sample, Sample.Replace("\n", "", StringComparison.Ordinal)),
        Utf8(DocumentKind.Sample, Namespaces),
        Utf8(DocumentKind.Sample, Doctype),
        Utf8(DocumentKind.Sample, "<SAMPLE/>"),
        Utf8(DocumentKind.Run, Run),
        Utf8(DocumentKind.Run, Package),
        Utf8(DocumentKind.Run, "<a/>"),
        new(DocumentKind.Sample, Encoding.Unicode.GetBytes("\uFEFF" + Sample)),
        new(DocumentKind.Sample, Encoding.BigEndianUnicode.GetBytes("\uFEFF" + Sample)),
        new(DocumentKind.Sample, Encoding.Latin1.GetBytes(
            "<?xml version='1.0' encoding='iso-8859-1'?><SAMPLE accession='é'><SAMPLE_NAME><SCIENTIFIC_NAME>ÄÖ</SCIENTIFIC_NAME></SAMPLE_NAME></SAMPLE>")),
    ];

    private static SeedDocument Utf8(DocumentKind kind, string text) =>
        new(kind, Encoding.UTF8.GetBytes(text.ReplaceLineEndings(text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n")));
}
