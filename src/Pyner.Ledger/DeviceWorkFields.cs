using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Reports;
using Pyner.Xml.Devices;
using StackExchange.Redis;

namespace Pyner.Ledger;

/// <summary>A device's own work as fields of the hash in which a job's shares are: each a number that only grows, times in microseconds.</summary>
internal static class DeviceWorkFields
{
    private const string Buffers = "buffers";
    private const string Files = "indexed_files";
    private const string Bytes = "indexed_bytes";
    private const string Launches = "launches";
    private const string Kernels = "kernels";
    private const string Copies = "copies";
    private const string Doctypes = "doctype_files";
    private const string Foreign = "other_encoding_files";
    private const string Long = "long_files";
    private const string Shrunk = "smaller_buffers";
    private const string OutOfMemory = "out_of_memory";
    private const string Failures = "failures";
    private const string FirstFailure = "first_failure";

    // Of what a driver says, the beginning: a status must stay one.
    private const int LongestFailure = 1_000;

    /// <summary>The first failure or nothing, then names and numbers by turns. Nothing at all for the processor.</summary>
    public static RedisValue[] Write(DeviceWork? work)
    {
        if (work is null)
            return [];
        DeviceCounters counters = work.Counters;
        return
        [
            VisibleText.Shortened(counters.FirstFailure ?? "", LongestFailure),
            Buffers, counters.Batches, Files, counters.Documents, Bytes, counters.Bytes, Launches, counters.Launches,
            Kernels, LedgerTime.Microseconds(counters.KernelTime), Copies, LedgerTime.Microseconds(counters.CopyTime),
            Doctypes, work.DoctypeFiles, Foreign, work.ForeignFiles, Long, work.LongFiles,
            Shrunk, counters.ShrunkBuffers, OutOfMemory, counters.OutOfMemory, Failures, counters.Failures,
        ];
    }

    /// <summary>Reads what the fields came to.</summary>
    /// <param name="field">Gives the text of a device's field; null where it has none.</param>
    /// <returns>Null for the processor.</returns>
    public static DeviceWork? Read(Func<string, string?> field)
    {
        if (field(Buffers) is null)
            return null;
        return new DeviceWork
        {
            Counters = new DeviceCounters
            {
                Batches = Number(Buffers),
                Documents = Number(Files),
                Bytes = Number(Bytes),
                Launches = Number(Launches),
                KernelTime = TimeSpan.FromMicroseconds(Number(Kernels)),
                CopyTime = TimeSpan.FromMicroseconds(Number(Copies)),
                ShrunkBuffers = Number(Shrunk),
                OutOfMemory = Number(OutOfMemory),
                Failures = Number(Failures),
                FirstFailure = field(FirstFailure),
            },
            DoctypeFiles = Number(Doctypes),
            ForeignFiles = Number(Foreign),
            LongFiles = Number(Long),
        };

        long Number(string name) => long.Parse(field(name)!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
