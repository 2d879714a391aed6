import sharp from 'sharp';
import { writeFileSync } from 'node:fs';
import { DEFAULT_INPUT_LIMITS } from '../../shared/engine.ts';
import { Recipe } from '../../shared/recipe/recipe.schema.ts';
import { probe } from '../input/probe.ts';
import { renderImages } from './render-images.ts';
import { finishColor } from './rendered-image.ts';
sharp.concurrency(1); sharp.cache(false);
const W=4000,H=3000; const data=Buffer.alloc(W*H*3); let seed=7;
for(let y=0;y<H;y++)for(let x=0;x<W;x++){const a=(y*W+x)*3; seed=(Math.imul(seed,1664525)+1013904223)>>>0; const g=(seed>>>28)-8; const u=x/W,v=y/H; data[a]=Math.max(0,Math.min(255,40+150*u+40*Math.sin(80*v*u)+g)); data[a+1]=Math.max(0,Math.min(255,180-120*v+30*Math.sin(60*u)+g)); data[a+2]=Math.max(0,Math.min(255,60+140*u*v+g));}
const raw={raw:{width:W,height:H,channels:3 as const}};
writeFileSync('/tmp/zz-u.jpg', await sharp(data,raw).jpeg({quality:90}).toBuffer());
writeFileSync('/tmp/zz-s.jpg', await sharp(data,raw).withIccProfile('srgb').jpeg({quality:90}).toBuffer());
writeFileSync('/tmp/zz-p.jpg', await sharp(data,raw).withIccProfile('p3').jpeg({quality:90}).toBuffer());
writeFileSync('/tmp/zz-o.jpg', await sharp(data,raw).withMetadata({orientation:6}).jpeg({quality:90}).toBuffer());
const R=(r:object)=>Recipe.parse(r);
async function best(f:()=>Promise<unknown>,n=7){const t:number[]=[];const c:number[]=[];for(let i=0;i<n;i++){const a=performance.now();const u=process.cpuUsage();await f();const d=process.cpuUsage(u);t.push(performance.now()-a);c.push((d.user+d.system)/1000);}t.sort((a,b)=>a-b);c.sort((a,b)=>a-b);return `wall ${t[n>>1]!.toFixed(0)} min ${t[0]!.toFixed(0)} cpu ${c[n>>1]!.toFixed(0)}`;}
const five=[{resize:{width:2048}},{resize:{width:1600},output:{format:'webp'}},{resize:{width:1080,height:1080,fit:'fill',sharpen:'fast'}},{resize:{width:640},output:{format:'webp'}},{resize:{width:200,height:200,fit:'fill'}}];
const ours=async(f:string,rs:object[],enc=true)=>{const facts=await probe({path:f,limits:DEFAULT_INPUT_LIMITS});return renderImages({path:f,facts,limits:DEFAULT_INPUT_LIMITS,outputs:rs.map((r,i)=>({key:String(i),recipe:R(r)}))},async(im,o)=>{const p=finishColor(im.image,im.color);return enc?(o.recipe.output.format==='webp'?p.webp({quality:80}):p.jpeg({quality:82})).toBuffer():p.raw().toBuffer();}).then(r=>r.forEach(x=>{if(!x.ok)throw new Error(x.failure.message)}));};
for(const n of ['u','s','p','o']){const f=`/tmp/zz-${n}.jpg`;
 console.log(n,'plain ->1600 jpg',await best(()=>sharp(f,{sequentialRead:true}).autoOrient().resize(1600,n==='o'?2133:1200,{fit:'fill'}).jpeg({quality:82}).toBuffer()));
 console.log(n,'ours  ->1600 jpg',await best(()=>ours(f,[{resize:{width:1600}}])));
 if(n!=='o'){
 console.log(n,'plain five      ',await best(async()=>{for(const r of five as any[]){let p=sharp(f,{sequentialRead:true}).resize(r.resize.width,r.resize.height,{fit:r.resize.height?'cover':'inside'}); if(r.resize.sharpen)p=p.sharpen(); await (r.output?p.webp({quality:80}):p.jpeg({quality:82})).toBuffer();}},3));
 console.log(n,'plain five para ',await best(async()=>{await Promise.all((five as any[]).map(r=>{let p=sharp(f,{sequentialRead:true}).resize(r.resize.width,r.resize.height,{fit:r.resize.height?'cover':'inside'}); if(r.resize.sharpen)p=p.sharpen(); return (r.output?p.webp({quality:80}):p.jpeg({quality:82})).toBuffer();}));},3));
 console.log(n,'ours five       ',await best(()=>ours(f,five),3));}
}
const one=(name:string,r:object)=>best(()=>ours('/tmp/zz-u.jpg',[r],false),5).then(x=>console.log(name,x));
const base={resize:{width:1600}};
await one('probe+1600 raw',base);
await one('fill attention 1080',{resize:{width:1080,height:1080,fit:'fill',gravity:'attention'}});
await one('sharpen fast',{resize:{width:1600,sharpen:'fast'}});
await one('sharpen fine',{resize:{width:1600,sharpen:'fine'}});
await one('whiten',{...base,background:{mode:'whiten'}});
await one('canvas blur',{...base,canvas:{ratio:'1:1',fill:'blur'}});
await one('canvas color',{...base,canvas:{padding:'5%',fill:'#335577'}});
await one('adjust b+c',{...base,adjust:{brightness:1.1,contrast:1.1}});
await one('adjust all',{...base,adjust:{brightness:1.1,contrast:1.1,gamma:1.2,normalize:true}});
await one('wm text',{...base,watermark:{kind:'text',text:'© Easel'}});
await one('wm text tile',{...base,watermark:{kind:'text',text:'© Easel',tile:true}});
await one('trim',{...base,trim:{}});
await one('crop 1:1',{...base,crop:{ratio:'1:1'}});
await one('crop attention',{...base,crop:{ratio:'1:1',gravity:'attention'}});
await one('thumb 256',{resize:{width:256}});
