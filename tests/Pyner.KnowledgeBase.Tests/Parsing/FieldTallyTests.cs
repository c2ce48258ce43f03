using Pyner.KnowledgeBase.Parsing;
using Pyner.Sra.Extraction;
using Pyner.Xml.Reading;
using Xunit;

namespace Pyner.KnowledgeBase.Tests.Parsing;

/// <summary>Occurrences of a value in files of any size.</summary>
public sealed class FieldTallyTests
{
    [Fact]
    public void A_file_may_have_a_value_more_often_than_an_int_can_say()
    {
        const long Occurrences = int.MaxValue + 3L;
        var values = new ValueTable();
        int value = values.Number(new XmlText("WGS"u8, XmlTextForm.Decoded));
        var tally = new FieldTally(values);
        for (long i = 0; i < Occurrences; i++)
            tally.Add(value);
        Assert.Equal(Occurrences, tally.CountInFile(value));
        tally.Commit();
        var catalog = new Catalog();
        tally.MoveTo(catalog);
        Assert.Equal([KeyValuePair.Create("WGS", new ValueTally(Occurrences, 1))], catalog);
    }
}
