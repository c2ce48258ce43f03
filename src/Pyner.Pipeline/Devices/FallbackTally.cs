using Pyner.Xml.Reading;

namespace Pyner.Pipeline.Devices;

/// <summary>Counts, for one device, files that it does not get.</summary>
internal sealed class FallbackTally
{
    private long _doctypes;
    private long _foreign;
    private long _long;

    /// <summary>Files with a DOCTYPE.</summary>
    public long DoctypeFiles => Interlocked.Read(ref _doctypes);

    /// <summary>Files in another encoding, or with an unusual XML declaration.</summary>
    public long ForeignFiles => Interlocked.Read(ref _foreign);

    /// <summary>Files longer than a buffer.</summary>
    public long LongFiles => Interlocked.Read(ref _long);

    /// <summary>Counts a file.</summary>
    public void Count(DocumentBeginning beginning, bool isWhole)
    {
        if (beginning == DocumentBeginning.Doctype)
            Interlocked.Increment(ref _doctypes);
        else if (beginning == DocumentBeginning.Foreign)
            Interlocked.Increment(ref _foreign);
        else if (!isWhole)
            Interlocked.Increment(ref _long);
    }
}
