using Pyner.Xml.Reading;

namespace Pyner.Sra.Tables;

/// <summary>What rows want to hear of an element.</summary>
internal static class RowInterest
{
    /// <summary>What is wanted of the elements in a place.</summary>
    public static ElementInterest Of(RecordPlace place) =>
        (place.AtStart != PlaceAction.None ? ElementInterest.Start : ElementInterest.None)
        | (place.AtText != PlaceAction.None ? ElementInterest.Text | ElementInterest.CutLong : ElementInterest.None)
        | (place.AtEnd != PlaceAction.None ? ElementInterest.End : ElementInterest.None);
}
