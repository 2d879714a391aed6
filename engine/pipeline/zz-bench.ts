import { contentBox } from './trim.ts';
const W=4000,H=3000; const data=Buffer.alloc(W*H*3,246); for(let y=600;y<2400;y++) data.fill(90,(y*W+800)*3,(y*W+3200)*3);
for(let i=0;i<data.length;i++) data[i]=data[i]!+((i*2654435761>>>13)&3);
for(let k=0;k<6;k++){const u=process.cpuUsage();const t=performance.now(); const r=contentBox({data,width:W,height:H,channels:3},[247,247,247],10); const d=process.cpuUsage(u);console.log((performance.now()-t).toFixed(0),'ms cpu',(d.user+d.system)/1000);}
