using Pyner.Xml.Reading;

namespace Pyner.Pipeline.Devices;

/// <summary>Counts files that a device does not get.</summary>
/// <param name="whole">Counts them too; null where nothing else does.</param>
internal sealed class FallbackTally(FallbackTally? whole = null)
{
    private long _doctypes;
    private long _foreign;
    private long _long;

    /// <summary>What was counted so far.</summary>
    public DeviceWork Now => new()
    {
        DoctypeFiles = Interlocked.Read(ref _doctypes),
        ForeignFiles = Interlocked.Read(ref _foreign),
        LongFiles = Interlocked.Read(ref _long),
    };

    /// <summary>Begins anew; what counts the whole goes on.</summary>
    public void Restart() => _doctypes = _foreign = _long = 0;

    /// <summary>Counts a file.</summary>
    public void Count(DocumentBeginning beginning, bool isWhole)
    {
        if (beginning == DocumentBeginning.Doctype)
            Interlocked.Increment(ref _doctypes);
        else if (beginning == DocumentBeginning.Foreign)
            Interlocked.Increment(ref _foreign);
        else if (!isWhole)
            Interlocked.Increment(ref _long);
        whole?.Count(beginning, isWhole);
    }
}
