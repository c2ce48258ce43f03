namespace Pyner.Corpus.Documents;

/// <summary>What looks like a record, or like a part of one, and is none: it must add nothing to any figure.</summary>
internal static class Decoys
{
    private static readonly string[] s_comments =
    [
        "<!-- <SAMPLE accession=\"SRS000001\"><SAMPLE_NAME><SCIENTIFIC_NAME>Fictum fictum</SCIENTIFIC_NAME></SAMPLE_NAME></SAMPLE> -->",
        "<!--<RUN accession='SRR000001'/>-->",
        "<!-- <EXPERIMENT accession=\"SRX1\"><TITLE>t</TITLE><LIBRARY_STRATEGY>FAKE</LIBRARY_STRATEGY></EXPERIMENT> & <TAG>x</TAG> -->",
        "<!-- ]]> <![CDATA[ - -> </SAMPLE_SET> -->",
        "<!---->",
    ];

    private static readonly string[] s_instructions =
    [
        "<?xml-stylesheet type=\"text/xsl\" href=\"sra.xsl\"?>",
        "<?php echo '<RUN/>' ?>",
        "<?SAMPLE accession=\"SRS000002\"?>",
    ];

    private static readonly string[] s_elements =
    [
        "<ena:SAMPLE xmlns:ena=\"urn:ena\" accession=\"SRS000003\"><SAMPLE_NAME>"
            + "<SCIENTIFIC_NAME>Fictum praefixum</SCIENTIFIC_NAME></SAMPLE_NAME></ena:SAMPLE>",
        "<sample><SCIENTIFIC_NAME>fictum minus</SCIENTIFIC_NAME></sample>",
        "<SAMPLES/><RUNS></RUNS><EXPERIMENT.OLD/><RUN-SET/>",
        "<TITLE>no record's title</TITLE><TAG>no attribute</TAG><LIBRARY_STRATEGY>FAKE</LIBRARY_STRATEGY>",
        "<SAMPLE_NAME><SCIENTIFIC_NAME>Fictum vagum</SCIENTIFIC_NAME></SAMPLE_NAME>",
    ];

    public static void Comment(DocumentWriter writer) => writer.Buffer.Raw(writer.Random.Pick(s_comments));

    /// <summary>Comments and instructions between the declaration and the root.</summary>
    public static void BeforeRoot(DocumentWriter writer)
    {
        writer.Line();
        writer.Buffer.Raw(writer.Random.Pick(s_instructions));
        writer.Line();
        Comment(writer);
    }

    /// <summary>Comments, instructions and white space after the root.</summary>
    public static void AfterRoot(DocumentWriter writer)
    {
        writer.Buffer.NewLine();
        Comment(writer);
        writer.Buffer.NewLine();
        writer.Buffer.Raw(writer.Random.Pick(s_instructions));
    }

    /// <summary>Whatever may stand between two records of an odd document.</summary>
    public static void BetweenRecords(DocumentWriter writer)
    {
        if (!writer.Style.IsOdd || writer.Random.Percent(70))
            return;
        writer.Line();
        writer.Buffer.Raw(writer.Random.Below(5) switch
        {
            0 or 1 => writer.Random.Pick(s_comments),
            2 => writer.Random.Pick(s_instructions),
            3 => "# connect to database\n",
            _ => writer.Random.Pick(s_elements),
        });
    }

    /// <summary>Inside a record: elements of the right name in the wrong place, and records within records.</summary>
    public static void InsideRecord(DocumentWriter writer)
    {
        if (!writer.Style.IsOdd || writer.Random.Percent(70))
            return;
        writer.Line();
        writer.Buffer.Raw(writer.Random.Below(5) switch
        {
            0 => writer.Random.Pick(s_comments),
            1 => "<NOTES><TITLE>deeper</TITLE><SCIENTIFIC_NAME>Fictum profundum</SCIENTIFIC_NAME><TAG>deeper</TAG><VALUE>x</VALUE></NOTES>",
            2 => "<SCIENTIFIC_NAME>Fictum planum</SCIENTIFIC_NAME><LIBRARY_STRATEGY>FAKE</LIBRARY_STRATEGY><INSTRUMENT_MODEL>Fake</INSTRUMENT_MODEL>",
            3 => "<HISTORY><RUN accession=\"SRR000004\"/><SAMPLE accession=\"SRS000004\"><SAMPLE_NAME><SCIENTIFIC_NAME>Fictum internum"
                + "</SCIENTIFIC_NAME></SAMPLE_NAME></SAMPLE><EXPERIMENT/></HISTORY>",
            _ => "<SAMPLE_ATTRIBUTE><TAG>outside its list</TAG><VALUE>x</VALUE></SAMPLE_ATTRIBUTE>",
        });
    }
}
