namespace Pyner.Query.Tests;

/// <summary>Two submissions written by hand, after what SRAdb shows of a real one, with the oddities that its text forms must cope with.</summary>
internal static class SradbDocuments
{
    private static readonly (string Name, string Content)[] s_files =
    [
        ("DRA000002/DRA000002.submission.xml",
            """
            <SUBMISSION accession="DRA000002" alias="DRA000002" center_name="KEIO" lab_name="Bioinformatics Lab." submission_date="2009-07-09T13:37:00+09:00"
              submission_comment="Bacillus subtilis resequencing"/>
            """),
        ("DRA000002/DRA000002.study.xml",
            """
            <STUDY_SET><STUDY accession="DRP000002" alias="Resequence B. subtilis 168" center_name="KEIO"><DESCRIPTOR>
              <STUDY_TITLE>Whole genome resequencing of Bacillus subtilis subsp. subtilis 168</STUDY_TITLE><STUDY_TYPE existing_study_type="Whole Genome Sequencing"/>
              <STUDY_ABSTRACT>An abstract of pangolins</STUDY_ABSTRACT><RELATED_STUDIES>
              <RELATED_STUDY><RELATED_LINK><DB>bioproject</DB><ID>39275</ID><LABEL>PRJDA39275</LABEL></RELATED_LINK><IS_PRIMARY>true</IS_PRIMARY></RELATED_STUDY>
              <RELATED_STUDY><RELATED_LINK><DB>bioproject</DB><ID>1</ID></RELATED_LINK><IS_PRIMARY>false</IS_PRIMARY></RELATED_STUDY></RELATED_STUDIES></DESCRIPTOR>
              <STUDY_LINKS><STUDY_LINK><ENTREZ_LINK><DB>pubmed</DB><ID>20398357</ID></ENTREZ_LINK></STUDY_LINK>
              <STUDY_LINK><URL_LINK><LABEL>home</LABEL><URL>http://example.org/</URL></URL_LINK></STUDY_LINK>
              <STUDY_LINK><URL_LINK><LABEL>other</LABEL><URL>http://example.org/2</URL></URL_LINK></STUDY_LINK></STUDY_LINKS></STUDY></STUDY_SET>
            """),
        ("DRA000002/DRA000002.sample.xml",
            """
            <SAMPLE_SET><SAMPLE accession="DRS000002" alias="B. subtilis 168 DNA"><SAMPLE_NAME><TAXON_ID>224308</TAXON_ID><SCIENTIFIC_NAME>Bacillus subtilis</SCIENTIFIC_NAME>
              <COMMON_NAME>Bacillus subtilis subsp. subtilis str. 168</COMMON_NAME></SAMPLE_NAME><SAMPLE_ATTRIBUTES>
              <SAMPLE_ATTRIBUTE><TAG>strain</TAG><VALUE>str. 168</VALUE><UNITS/></SAMPLE_ATTRIBUTE>
              <SAMPLE_ATTRIBUTE><TAG>depth</TAG><VALUE>5</VALUE><UNITS>m</UNITS></SAMPLE_ATTRIBUTE><SAMPLE_ATTRIBUTE><TAG>note</TAG></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE>
              <SAMPLE accession="DRS000003"><DESCRIPTION>No attribute</DESCRIPTION></SAMPLE>
              <SAMPLE><SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>no</TAG><VALUE>accession</VALUE></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE></SAMPLE_SET>
            """),
        ("DRA000002/DRA000002.experiment.xml",
            """
            <EXPERIMENT_SET><EXPERIMENT accession="DRX000002" alias="BSU168_SEP08" center_name="KEIO"><TITLE>B. subtilis resequencing Sep08</TITLE>
              <STUDY_REF accession="DRP000002" refname="Resequence B. subtilis 168"/><DESIGN><DESIGN_DESCRIPTION>Randomly fragmented by ultrasonic waves.</DESIGN_DESCRIPTION>
              <SAMPLE_DESCRIPTOR accession="DRS000002" refname="B. subtilis 168 DNA"><POOL><DEFAULT_MEMBER accession="DRS9"/><MEMBER accession="DRS7"/><MEMBER accession="DRS8"/></POOL></SAMPLE_DESCRIPTOR>
              <LIBRARY_DESCRIPTOR><LIBRARY_NAME>lib</LIBRARY_NAME><LIBRARY_STRATEGY>WGS</LIBRARY_STRATEGY><LIBRARY_SOURCE>GENOMIC</LIBRARY_SOURCE>
              <LIBRARY_SELECTION>RANDOM</LIBRARY_SELECTION><LIBRARY_LAYOUT><PAIRED NOMINAL_LENGTH="153" NOMINAL_SDEV="29.528"/></LIBRARY_LAYOUT>
              <TARGETED_LOCI><LOCUS locus_name="16S rRNA"/><LOCUS locus_name="18S rRNA"/></TARGETED_LOCI></LIBRARY_DESCRIPTOR>
              <SPOT_DESCRIPTOR><SPOT_DECODE_SPEC><SPOT_LENGTH>72</SPOT_LENGTH><READ_SPEC><READ_INDEX>0</READ_INDEX><READ_CLASS>Application Read</READ_CLASS>
              <READ_TYPE>Forward</READ_TYPE><BASE_COORD>1</BASE_COORD></READ_SPEC><READ_SPEC><READ_INDEX>1</READ_INDEX></READ_SPEC></SPOT_DECODE_SPEC></SPOT_DESCRIPTOR></DESIGN>
              <PLATFORM><ILLUMINA><INSTRUMENT_MODEL>Illumina Genome Analyzer II</INSTRUMENT_MODEL></ILLUMINA></PLATFORM></EXPERIMENT></EXPERIMENT_SET>
            """),
        ("DRA000002/DRA000002.run.xml",
            """
            <RUN_SET><RUN accession="DRR000002" alias="2008-09-12.Bsu168-Lane5" run_center="NIG" run_date="2008-09-12T00:00:00+09:00"><EXPERIMENT_REF accession="DRX000002" refname="BSU168_SEP08"/>
              <RUN_ATTRIBUTES><RUN_ATTRIBUTE><TAG>notes</TAG><VALUE>repackaged seq prb sig2</VALUE></RUN_ATTRIBUTE></RUN_ATTRIBUTES></RUN>
              <RUN accession="DRR000003"><EXPERIMENT_REF accession="DRX999999"/></RUN></RUN_SET>
            """),
        // A later submission that has the study and the sample once more, otherwise.
        ("DRA000005/DRA000005.study.xml",
            "<STUDY_SET><STUDY accession=\"DRP000002\"><DESCRIPTOR><STUDY_TITLE>Second</STUDY_TITLE></DESCRIPTOR></STUDY></STUDY_SET>"),
        ("DRA000005/DRA000005.sample.xml",
            """
            <SAMPLE_SET><SAMPLE accession="DRS000002"><SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>second</TAG></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE>
              <SAMPLE accession="DRS000006"><SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>a</TAG><VALUE>1 || 2</VALUE></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE></SAMPLE_SET>
            """),
    ];

    /// <summary>Writes them as a tree.</summary>
    public static void WriteTree(string folder)
    {
        foreach ((string name, string content) in s_files)
        {
            string path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }
    }
}
